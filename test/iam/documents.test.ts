/** Documents that AWS refuses, with where, and such that it takes. */
import {
  type AccessRequest,
  decide,
  explain,
  type PolicyKind,
  type PolicyProblem,
  parsePolicy,
} from '../../iam';
import rows from './cases/documents.json';

const REQUEST: AccessRequest = {
  principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' },
  action: 's3:GetObject',
  resource: { arn: 'arn:aws:s3:::exchange/a', account: '111122223333' },
  context: { 'aws:CurrentTime': '2026-11-23T18:00:00Z' },
};

function problemsOf(source: unknown, kind: PolicyKind, unknowns?: 'keep'): readonly PolicyProblem[] {
  const parsed = parsePolicy(source, kind, 'tested', unknowns);
  return parsed.ok ? [] : parsed.problems;
}

interface Row {
  readonly name: string;
  readonly page: string;
  readonly kind: PolicyKind;
  readonly document: unknown;
  /** Path and a part of the message of each, in order; none where AWS takes the document. */
  readonly problems: readonly (readonly [string, string])[];
  /** Whether AWS is known to have accepted it, so that what we do not know is kept. */
  readonly accepted?: true;
}

describe('documents', () => {
  it.each(rows as unknown as readonly Row[])('$name', ({ kind, document, problems, page, accepted }) => {
    const unknowns = accepted && 'keep';
    const expected = problems.map(([path, message]) => ({ path, message: expect.stringContaining(message) }));
    expect(problemsOf(document, kind, unknowns)).toEqual(expected);
    expect(problemsOf(JSON.stringify(document), kind, unknowns)).toEqual(expected);
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe('text that is no JSON', () => {
  const texts: readonly (readonly [text: string, line: number, column: number, message: string])[] = [
    ['', 1, 1, 'expected a value, but the text ends'],
    ['{\n  "Version": "2012-10-17",\n}', 3, 1, 'expected a string in double quotes, but found "}"'],
    ['{"Statement": [}', 1, 16, 'expected a value'],
    ['{"Statement" []}', 1, 14, 'expected a colon'],
    ['{"Statement": [] "Id": 1}', 1, 18, 'expected a comma or }'],
    ['{"Version": "2012-10-17}', 1, 13, 'expected a string in double quotes'],
    ['{"Version": "a\tb"}', 1, 13, 'expected a string in double quotes'],
    ["{'Version': 1}", 1, 2, 'expected a string in double quotes'],
    ['{"Version": 01}', 1, 14, 'expected a comma or }'],
    ['{"Version": tru}', 1, 13, 'expected a value'],
    ['{} {}', 1, 4, 'expected nothing more'],
    ['['.repeat(100), 1, 65, 'expected at most 64 levels'],
    ['{"Effect": "Allow",\n "Effect": "Deny"}', 2, 2, '"Effect" stands here twice'],
  ];

  it.each(texts)('%j', (text, line, column, message) => {
    expect(problemsOf(text, 'identity')).toEqual([
      { path: '', at: { line, column }, message: expect.stringContaining(message) },
    ]);
  });
});

describe('what AWS has accepted and we do not know', () => {
  const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: '*' };
  const unknowns: readonly (readonly [what: string, statement: unknown])[] = [
    ['operator', { ...statement, Condition: { StringSoundsLike: { 'aws:username': 'alice' } } }],
    ['element', { ...statement, Purpose: 'x' }],
    ['resource', { ...statement, Resource: 'arn:aws:s3' }],
    ['form of an action', { ...statement, Action: 'GetObject' }],
    ['principal', { Effect: 'Allow', Action: 's3:*', Resource: '*', NotPrincipal: { AWS: '111122223333' } }],
    ['kind of principal', { ...statement, Principal: { Robot: 'x' } }],
    ['value', { ...statement, Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } }],
  ];

  it.each(unknowns)('an unknown %s is kept where AWS has accepted it', (_what, unknown) => {
    expect(problemsOf({ Statement: unknown }, 'bucket')).toHaveLength(1);
    expect(problemsOf({ Statement: unknown }, 'bucket', 'keep')).toEqual([]);
    const kept = parsePolicy({ Statement: unknown }, 'bucket', 'kept', 'keep');
    const decision = decide(REQUEST, { identity: [], resource: kept.ok ? kept.policy : undefined });
    expect(decision.outcome).toBe('undecided');
    expect(explain(decision)).toMatch(/^undecided: statement 1 of kept, whose /);
  });

  it('what no policy could be is refused all the same', () => {
    expect(problemsOf({ Statement: { ...statement, Effect: 'Perhaps' } }, 'bucket', 'keep')).toHaveLength(1);
  });
});

test('a statement says what its document says, and has no place for what it does not', () => {
  const statementOf = (Version: string, element: object) => {
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', ...element };
    const parsed = parsePolicy({ Version, Statement }, 'resource', 'name');
    return parsed.ok ? Object.keys(parsed.policy.statements[0] ?? {}).sort() : parsed.problems;
  };
  const always = ['action', 'conditions', 'effect', 'index', 'unrecognised'];
  const whole = { Sid: 'A', Principal: '*', Resource: '*' };
  expect(statementOf('2012-10-17', whole)).toEqual(
    [...always, 'principal', 'resource', 'sid', 'variables'].sort(),
  );
  expect(statementOf('2008-10-17', whole)).toEqual([...always, 'principal', 'resource', 'sid'].sort());
  const trust = parsePolicy(
    { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' } },
    'trust',
    'name',
  );
  expect(trust.ok && Object.keys(trust.policy.statements[0] ?? {}).sort()).toEqual(
    [...always, 'principal', 'variables'].sort(),
  );
  const identity = parsePolicy(
    { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } },
    'identity',
    'name',
  );
  expect(identity.ok && Object.keys(identity.policy.statements[0] ?? {}).sort()).toEqual(
    [...always, 'resource', 'variables'].sort(),
  );
});
