/** A world's policies as documents again, its settings as the statements that say the same. */
import type { Statement as ParsedStatement, Policy } from '../../../iam/policy';
import type { World } from '../../../iam/reach';
import { documentsOf } from '../../../iam/reach/documents';
import { bucketArnOf } from '../../../iam/reach/world';
import type { Scene } from './opinions';
import type { Statement, TenantDocuments } from './tenant-world';

export function sceneOf(world: World): Scene {
  return {
    account: world.account,
    bucket: bucketArnOf(world) ?? '',
    point: world.accessPoints?.[0]?.arn,
    key: world.keys?.[0]?.arn,
  };
}

/**
 * `settings` holds what iam-simulate cannot be told: that new objects are encrypted by a key, and canonical users, of
 * whom it does not know who they are.
 */
export function tenantDocumentsOf(world: World): TenantDocuments {
  const { actor, bucket, organization } = world;
  const { onResource } = documentsOf(world);
  const { bucket: bucketArn, point, key } = sceneOf(world);
  const isOfCanonicalUsers = JSON.stringify(onResource.get(bucketArn)?.statements ?? []).includes(
    '"canonical-user"',
  );
  const on = (arn: string | undefined): Statement[] => statementsOf(onResource.get(arn ?? ''));
  return {
    role: actor?.arn ?? '',
    identity: (actor?.identity ?? []).flatMap(statementsOf),
    ...(actor?.boundary ? { boundary: statementsOf(actor.boundary) } : {}),
    trust: statementsOf(actor?.trust),
    bucket: on(bucketArn),
    point: on(point),
    key: on(key),
    settings: bucket?.defaultKey || organization || isOfCanonicalUsers ? { told: false } : {},
    keyIsUsable: true,
  };
}

function statementsOf(policy: Policy | undefined): Statement[] {
  return (policy?.statements ?? []).map(documentOf);
}

function documentOf({ sid, effect, principal, action, resource, conditions }: ParsedStatement): Statement {
  const Condition: Record<string, Record<string, readonly string[]>> = {};
  for (const { operatorText, key, values } of conditions)
    Condition[operatorText] = { ...Condition[operatorText], [key]: values.map(({ text }) => text) };
  return {
    ...(sid === undefined ? {} : { Sid: sid.replaceAll(/\W/g, '') }),
    Effect: effect,
    ...(principal ? { [principal.element]: principalsOf(principal.principals) } : {}),
    [action.element]: action.texts,
    ...(resource ? { [resource.element]: resource.texts } : {}),
    ...(conditions.length > 0 ? { Condition } : {}),
  };
}

const TYPES = { service: 'Service', federated: 'Federated', 'canonical-user': 'CanonicalUser' } as const;

function principalsOf(
  principals: NonNullable<ParsedStatement['principal']>['principals'],
): string | Record<string, string | string[]> {
  if (principals.some(({ kind }) => kind === 'everyone')) return '*';
  const byType: Record<string, string[]> = {};
  for (const { kind, text } of principals) {
    const type = (TYPES as Readonly<Record<string, string>>)[kind] ?? 'AWS';
    byType[type] = [...(byType[type] ?? []), text];
  }
  return Object.fromEntries(
    Object.entries(byType).map(([type, [first = '', ...others]]) => [
      type,
      others.length === 0 ? first : [first, ...others],
    ]),
  );
}
