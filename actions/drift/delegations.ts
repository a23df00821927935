/**
 * What the bucket's policy and the access point's leave to the account's own policies. Within one account those decide
 * alone, so that a change here may allow nobody more or less today; it is drift all the same. Each policy is judged by
 * itself: as if it named everybody of the account, and all other policies neither gave nor denied anything.
 */
import { type Policy, parsePolicy } from '../../iam';
import type { World } from '../../iam/reach';
import type { PolicyText } from './compared-documents';

/** The worlds in which nothing but the policy counts, as it is and as it should be; undefined where it cannot be read. */
export function delegationsOf(
  world: World,
  { kind, expected, actual }: PolicyText,
): { readonly here: World; readonly there: World } | undefined {
  if (kind !== 'bucket' && kind !== 'access-point') return undefined;
  const [here, there] = [actual, expected].map((text) => alone(world, kind, text));
  return here && there ? { here, there } : undefined;
}

function alone(world: World, kind: 'bucket' | 'access-point', text: string | undefined): World | undefined {
  const { actor, bucket, accessPoints = [], organization: _, ...rest } = world;
  const policy = forEverybody(text, kind, world.account);
  const open = parsed([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }], kind);
  if (!bucket || !policy || !open) return undefined;
  const ofBucket = kind === 'bucket' ? policy : open;
  const ofPoint = kind === 'bucket' ? open : policy;
  return {
    ...rest,
    ...(actor ? { actor: { kind: actor.kind, arn: actor.arn, identity: [] } } : {}),
    bucket: { name: bucket.name, policy: ofBucket },
    accessPoints: accessPoints.map(({ arn }) => ({ arn, policy: ofPoint })),
    keys: [],
  };
}

interface Statement {
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function forEverybody(
  text: string | undefined,
  kind: 'bucket' | 'access-point',
  account: string,
): Policy | undefined {
  const { Statement = [], ...document } = JSON.parse(text ?? '{"Version":"2012-10-17"}') as {
    readonly Statement?: Statement | readonly Statement[];
  };
  const statements = [Statement].flat() as readonly Statement[];
  return parsed(
    statements.map((statement) =>
      isForAccount(statement, account) ? opened(statement, account) : statement,
    ),
    kind,
    document,
  );
}

function isForAccount({ Principal }: Statement, account: string): boolean {
  const { AWS } = (Principal ?? {}) as { readonly AWS?: unknown };
  const names = [AWS].flat();
  return names.length === 1 && (names[0] === account || String(names[0]).endsWith(`:iam::${account}:root`));
}

function opened({ Condition, ...statement }: Statement, account: string): Statement {
  const StringEquals = { ...Condition?.StringEquals, 'aws:PrincipalAccount': account };
  return { ...statement, Principal: '*', Condition: { ...Condition, StringEquals } };
}

function parsed(
  Statement: readonly object[],
  kind: 'bucket' | 'access-point',
  rest: object = {},
): Policy | undefined {
  const result = parsePolicy({ Version: '2012-10-17', ...rest, Statement }, kind, kind, 'keep');
  return result.ok ? result.policy : undefined;
}
