/** Why a tenant that takes over a bucket or role is not deployed: nobody has looked, or something would be lost. */
import type { Adoption } from '../../config/adoption/adoption';
import { adoptionLosses, adoptionRefusal, adopts } from '../../policies/adoption/adoption-losses';
import { lostStatements } from '../../policies/adoption/lost-statements';
import { bucketPolicy } from '../../policies/bucket-policy';
import { policyJson } from '../../policies/policy-document';
import { aTenant, type TenantChange } from '../a-tenant';

const tenant = (change: TenantChange = {}) => aTenant({ adopt: ['bucket', 'role'], ...change });
const NOBODY = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** What was there: all of it ours but for tags. */
function recorded({ name = 'acme-exchange', tags = {}, approved = [] as readonly string[] } = {}): Adoption {
  return {
    approved,
    bucket: {
      name,
      region: 'us-east-1',
      settings: { ownership: { ObjectOwnership: 'BucketOwnerEnforced' }, tags },
    },
    role: {
      name: 's3-handshake-acme-prod',
      path: '/vendors/',
      trustPolicy: NOBODY,
      maxSessionDuration: 3600,
      tags: {},
      inlinePolicies: {},
      attachedPolicies: [],
    },
  } as unknown as Adoption;
}

test('of a revoked tenant the bucket alone is taken over', () => {
  expect(adopts(tenant())).toEqual(['bucket', 'role']);
  expect(adopts(tenant({ access: 'suspended' }))).toEqual(['bucket', 'role']);
  expect(adopts(tenant({ access: 'revoked' }))).toEqual(['bucket']);
  expect(adopts(aTenant())).toEqual([]);
});

const UNKNOWN = (what: string) =>
  `acme-prod takes over ${what}, and adoptions/acme-prod.json does not say what is there. Run s3-handshake adopt acme-prod --record: it tells what the deployment would overwrite.`;
const BUCKET = 'the bucket acme-exchange';
const ROLE = 'the role s3-handshake-acme-prod';

test.each<[string, TenantChange, Adoption | undefined, string | undefined]>([
  ['nothing is adopted', { adopt: [] }, undefined, undefined],
  ['nobody has looked', {}, undefined, UNKNOWN(`${BUCKET} and ${ROLE}`)],
  ['another bucket was looked at', {}, recorded({ name: 'another' }), UNKNOWN(BUCKET)],
  [
    'the role was not looked at',
    {},
    { ...recorded(), role: undefined } as unknown as Adoption,
    UNKNOWN(ROLE),
  ],
  ['nothing is lost', {}, recorded(), undefined],
  [
    'what is not adopted may be anything',
    { adopt: ['role'] },
    recorded({ tags: { team: 'data' } }),
    undefined,
  ],
])('%s', (_, change, adoption, refusal) => {
  expect(adoptionRefusal(tenant(change), [], adoption, false)).toBe(refusal);
});

describe('a tag would be lost', () => {
  const there = recorded({ tags: { team: 'data' } });
  const [lost] = adoptionLosses(tenant(), [], there);

  test('it is named with how it is kept, and how it is approved', () => {
    expect(adoptionRefusal(tenant(), [], there, false)?.split('\n')).toEqual([
      'What acme-prod takes over would lose this:',
      `- ${lost?.message} (${lost?.remediation})`,
      'To approve it, run HANDSHAKE_ALLOW_LOSS=acme-prod s3-handshake adopt acme-prod --record, and deploy again.',
    ]);
  });

  test.each([
    ['approved in the record', recorded({ tags: { team: 'data' }, approved: [lost?.id ?? ''] }), false],
    ['allowed by the environment', there, true],
  ])('%s, it is deployed', (_, adoption, allowed) => {
    expect(adoptionRefusal(tenant(), [], adoption, allowed)).toBeUndefined();
  });

  test('an approval of something else is none', () => {
    const other = recorded({ tags: { team: 'data' }, approved: ['bucket.tags.team-00000000'] });
    expect(adoptionRefusal(tenant(), [], other, false)).toContain('would lose this');
  });
});

test('what no approval helps against is refused, whatever is allowed, and none is offered', () => {
  const elsewhere = recorded();
  const moved = { ...elsewhere, bucket: { ...elsewhere.bucket, region: 'eu-west-1' } } as Adoption;
  const refusal = adoptionRefusal(tenant(), [], moved, true);
  expect(refusal).toContain('would lose this');
  expect(refusal).not.toContain('To approve it');
});

describe('statements that are there and not ours', () => {
  const ours = bucketPolicy(tenant(), []);
  const kept = (JSON.parse(policyJson(ours)) as { Statement: readonly object[] }).Statement;
  const of = (Statement: unknown) =>
    lostStatements(JSON.stringify({ Version: '2012-10-17', Statement }), ours);
  const base = { Sid: 'Partner', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ['one, not in a list', base, [['Partner', 'Allow s3:GetObject for *']]],
    ['ours, one of them not in a list', kept[0], []],
    ['ours under another Sid', kept.map((one) => ({ ...one, Sid: 'Other' })), []],
    ['no statements', [], []],
    [
      'after ours, without a Sid: by its place',
      [...kept, { ...base, Sid: undefined }, { ...base, Sid: '', Action: 's3:PutObject' }],
      [
        ['#2', 'Allow s3:GetObject for *'],
        ['#3', 'Allow s3:PutObject for *'],
      ],
    ],
    [
      'many actions and principals',
      { ...base, Action: ['a', 'b', 'c', 'd'], Principal: { AWS: ['e', 'f', 'g'], Service: 'h' } },
      [['Partner', 'Allow a, b and 2 more for e, f and 2 more']],
    ],
    [
      'two of each',
      { ...base, Action: ['a', 'b'], Principal: { AWS: ['e', 'f'] } },
      [['Partner', 'Allow a, b for e, f']],
    ],
    [
      'all but these',
      { Sid: 'Not', Effect: 'Deny', NotAction: 's3:*', NotPrincipal: { AWS: 'e' } },
      [['Not', 'Deny all but s3:* for all but {"AWS":"e"}']],
    ],
    ['of nobody in particular', { Sid: 'Own', Effect: 'Allow', Action: 's3:*' }, [['Own', 'Allow s3:*']]],
    ['without an effect', { Sid: 'None', Action: [1] }, [['None', 'a statement of 1']]],
    ['something that is no statement', ['text'], [['#1', 'a statement of ']]],
  ])('%s', (_, statements, lost) => {
    expect(of(statements).map(({ name, says }) => [name, says])).toEqual(lost);
  });

  test('a text that is no policy is one statement, as it stands', () => {
    expect(lostStatements('no policy', ours)).toMatchObject([
      { name: '#1', statement: { statement: 'no policy' } },
    ]);
    expect(lostStatements('{"a":1}', ours)).toMatchObject([{ statement: { statement: '{"a":1}' } }]);
  });

  test('lists mean the same in any order, at any depth', () => {
    const [deny] = kept as readonly Record<string, unknown>[];
    const Resource = [...((deny?.Resource as readonly string[]) ?? [])].reverse();
    const Condition = { Bool: { 'aws:SecureTransport': ['false'] } };
    expect(of([{ ...deny, Resource, Condition, Action: ['s3:*'] }])).toEqual([]);
    expect(of([{ ...deny, Resource: Resource.slice(1) }])).toHaveLength(1);
  });
});

test('how a loss is approved is said where one of them can be, and nowhere else', () => {
  const elsewhere = (tags: object) => {
    const there = recorded({ tags });
    return { ...there, bucket: { ...there.bucket, region: 'eu-west-1' } } as unknown as Adoption;
  };
  const linesOf = (adoption: Adoption) => adoptionRefusal(tenant(), [], adoption, false)?.split('\n') ?? [];
  expect(linesOf(elsewhere({}))).toEqual([
    'What acme-prod takes over would lose this:',
    expect.stringContaining('it cannot be taken over (set region: eu-west-1)'),
  ]);
  expect(linesOf(elsewhere({ team: 'data' }))).toEqual([
    'What acme-prod takes over would lose this:',
    expect.stringContaining('it cannot be taken over (set region: eu-west-1)'),
    expect.stringContaining("the bucket's tag team=data is removed"),
    expect.stringContaining('To approve it, run HANDSHAKE_ALLOW_LOSS=acme-prod'),
  ]);
});
