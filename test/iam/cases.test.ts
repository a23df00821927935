/** What AWS documents, case by case; each names the page that it comes from. */
import {
  type AccessRequest,
  accessDeniedMessage,
  type Decision,
  decide,
  decideThroughAccessPoint,
  explain,
  isPublicPolicy,
  type Policies,
  type Policy,
  type PolicyKind,
  type Principal,
  parsePolicy,
} from '../../iam';
import accessPoints from './cases/access-points.json';
import conditions from './cases/conditions.json';
import elements from './cases/elements.json';
import evaluations from './cases/evaluations.json';
import principals from './cases/principals.json';
import publicPolicies from './cases/public-policies.json';
import { policyOf } from './policies-of';

interface Case {
  readonly name: string;
  readonly page: string;
  readonly expect: string;
  /** `no identity`: the layer that does not allow. `deny bucket`: the kind of policy that denies. `rule`: neither. */
  readonly why?: string;
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  /** The account of the resource; the one below where it is not said. */
  readonly owner?: string;
  readonly context?: AccessRequest['context'];
  readonly vouchedKeys?: readonly string[];
}

type Statements = readonly unknown[];

interface WholeCase extends Case {
  readonly networkOrigin?: 'Internet' | 'VPC';
  readonly policies: {
    readonly identity: Statements;
    readonly bucket?: Statements;
    readonly trust?: Statements;
    readonly key?: Statements;
    readonly accessPoint?: Statements;
    readonly boundary?: Statements;
    readonly session?: Statements;
    readonly serviceControl?: readonly Statements[];
    readonly resourceControl?: readonly Statements[];
  };
}

const OWNER = '111122223333';
const ACCESS_POINT = `arn:aws:s3:us-east-1:${OWNER}:accesspoint/acme`;

function requestOf({
  principal = 'alice',
  action,
  resource,
  owner,
  context,
  vouchedKeys,
}: Case): AccessRequest {
  return {
    principal: (principals as Record<string, unknown>)[principal] as Principal,
    action: action ?? 's3:GetObject',
    resource: {
      arn: resource ?? 'arn:aws:s3:::exchange/a',
      ...(owner === 'unknown' ? {} : { account: OWNER }),
    },
    context: context ?? {},
    vouchedKeys: vouchedKeys ?? ['*'],
  };
}

function policy(
  statements: Statements | undefined,
  kind: PolicyKind,
  version = '2012-10-17',
): Policy | undefined {
  if (statements === undefined || statements.length === 0) return undefined;
  const document = { ...(version === 'none' ? {} : { Version: version }), Statement: statements };
  return policyOf(document, kind);
}

function listOf(statements: Statements | undefined, kind: PolicyKind, version?: string): readonly Policy[] {
  return [policy(statements, kind, version)].filter((found) => found !== undefined);
}

function policiesOf({ policies }: WholeCase): Policies {
  const { identity, bucket, trust, key, boundary, session, serviceControl, resourceControl } = policies;
  return {
    identity: listOf(identity, 'identity'),
    resource: policy(bucket, 'bucket') ?? policy(trust, 'trust') ?? policy(key, 'key'),
    boundary: policy(boundary, 'boundary'),
    session: listOf(session, 'session'),
    serviceControl: serviceControl?.map((level) => listOf(level, 'service-control')),
    resourceControl: resourceControl?.map((level) => listOf(level, 'resource-control')),
  };
}

/** In the words of the tables. */
function whyOf({ reason }: Decision): string | undefined {
  switch (reason.kind) {
    case 'explicit-deny':
      return `deny ${reason.statement.policyKind}`;
    case 'no-allow':
      return `no ${reason.layer}`;
    case 'service-rule':
      return 'rule';
    default:
      return undefined;
  }
}

function expectDecision({ expect: outcome, why }: Case, decision: Decision): void {
  expect([decision.outcome, explain(decision)]).toEqual([outcome, expect.stringMatching(`^${outcome}: .`)]);
  if (why !== undefined) expect(whyOf(decision)).toBe(why);
  if (decision.outcome === 'denied')
    expect(accessDeniedMessage(decision)).toMatch(/^User: .* is not authorized to perform: /);
  if (decision.outcome === 'undecided')
    expect(decision.reason.ownership || decision.reason.statements.length > 0).toBe(true);
}

describe('the tables', () => {
  const all: readonly Case[] = [
    ...conditions,
    ...elements,
    ...evaluations,
    ...accessPoints,
    ...publicPolicies,
  ] as readonly unknown[] as readonly Case[];

  it('name a page of AWS for each of at least 150 cases', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    const pages = all.map(({ page }) => page);
    expect(
      pages.filter(
        (page) => !/^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|repost\.aws)\//.test(page),
      ),
    ).toEqual([]);
  });

  it('name every case once', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('conditions', () => {
  it.each(conditions as unknown as readonly (Case & { condition: unknown; version?: string })[])(
    '$name',
    (row) => {
      const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: row.condition };
      expectDecision(row, decide(requestOf(row), { identity: listOf([statement], 'identity', row.version) }));
    },
  );
});

describe('elements', () => {
  const rows = elements as unknown as readonly (Case & { statement: unknown; version?: string })[];
  it.each(rows)('$name', (row) => {
    expectDecision(
      row,
      decide(requestOf(row), { identity: listOf([row.statement], 'identity', row.version) }),
    );
  });
});

describe('evaluations', () => {
  it.each(evaluations as unknown as readonly WholeCase[])('$name', (row) => {
    expectDecision(row, decide(requestOf(row), policiesOf(row)));
  });
});

describe('access points', () => {
  it.each(accessPoints as unknown as readonly WholeCase[])('$name', (row) => {
    const { networkOrigin } = row;
    const accessPoint = {
      arn: ACCESS_POINT,
      policy: policy(row.policies.accessPoint, 'access-point'),
      ...(networkOrigin === undefined ? {} : { networkOrigin }),
    };
    expectDecision(row, decideThroughAccessPoint(requestOf(row), accessPoint, policiesOf(row)));
  });
});

describe('whether a policy is public', () => {
  it.each(publicPolicies)('$name', ({ kind, statements, expect: expected }) => {
    const document = { Version: '2012-10-17', Statement: statements };
    const parsed = parsePolicy(document, kind as PolicyKind, kind, 'keep');
    expect(parsed.ok && isPublicPolicy(parsed.policy)).toBe(expected);
  });
});
