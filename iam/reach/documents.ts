/** A world's statements, each with what it hangs on. */
import { accountInArn } from '../arn';
import type { StatementRef } from '../decision';
import type { Policy, Statement } from '../policy';
import { refOf } from '../verdict';
import { leavesToAccount } from './assumed-policies';
import { bucketDocument, keyDocument, pointDocument } from './settings';
import { bucketArnOf, type World } from './world';

export type SourceLayer =
  | 'identity'
  | 'boundary'
  | 'trust'
  | 'bucket'
  | 'point'
  | 'key'
  | 'service-control'
  | 'resource-control';

/** A statement and its place. */
export interface Source {
  readonly layer: SourceLayer;
  /** The ARN on which the policy hangs, or the level of the organisation. */
  readonly on: string;
  readonly statement: Statement;
  readonly ref: StatementRef;
}

export interface Documents {
  readonly world: World;
  readonly sources: readonly Source[];
  /** Policies of resources by ARN: trust, bucket, point, key; undefined where there is the resource and no policy. */
  readonly onResource: ReadonlyMap<string, Policy | undefined>;
  readonly bucketArn: string | undefined;
}

export function documentsOf(world: World): Documents {
  const sources: Source[] = [];
  const onResource = new Map<string, Policy | undefined>();
  const take = (layer: SourceLayer, on: string, policy: Policy | undefined): void => {
    for (const statement of policy?.statements ?? [])
      sources.push({ layer, on, statement, ref: refOf(policy as Policy, statement) });
  };
  const hang = (layer: SourceLayer, on: string, policy: Policy | undefined): void => {
    onResource.set(on, policy);
    take(layer, on, policy);
  };

  const { actor, bucket, accessPoints = [], keys = [], organization } = world;
  for (const policy of actor?.identity ?? []) take('identity', actor?.arn ?? '', policy);
  take('boundary', actor?.arn ?? '', actor?.boundary);
  if (actor?.kind === 'role') hang('trust', actor.arn, actor.trust);
  const bucketArn = bucketArnOf(world);
  if (bucket && bucketArn !== undefined) hang('bucket', bucketArn, bucketDocument(world, bucket));
  for (const point of accessPoints) hang('point', point.arn, pointDocument(world, point));
  for (const key of keys) {
    const policy =
      key.policy ?? (accountInArn(key.arn) === world.account ? leavesToAccount(world.account) : undefined);
    if (policy) hang('key', key.arn, keyDocument({ ...key, policy }));
  }
  organization?.serviceControl.forEach((level, at) => {
    for (const policy of level) take('service-control', String(at), policy);
  });
  organization?.resourceControl.forEach((level, at) => {
    for (const policy of level) take('resource-control', String(at), policy);
  });
  return { world, sources, onResource, bucketArn };
}
