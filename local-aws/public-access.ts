/**
 * Block Public Access: the settings of account, bucket and access point together, where any block wins.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { isPublicPolicy } from '../iam';
import type { AccessPoint } from './access-points';
import type { Bucket, PublicAccessBlock } from './buckets';
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import { accessDenied } from './denial';
import { parsedPolicy } from './parsed-policies';
import type { World } from './world';

type Setting = keyof PublicAccessBlock;
type Kind = 'bucket' | 'access-point';

/** Only for documents that were accepted. */
export function isPublic(document: string, kind: Kind): boolean {
  return isPublicPolicy(parsedPolicy({ kind, name: kind, document }));
}

function isBlocked(
  world: World,
  setting: Setting,
  account: string,
  ...blocks: readonly PublicAccessBlock[]
): boolean {
  return world.accountBlocks.get(account)?.[setting] === true || blocks.some((block) => block[setting]);
}

/** What has a policy and blocks of its own, beside those of its account. */
type Restrictable = Pick<Bucket | AccessPoint, 'account' | 'policy' | 'publicAccessBlock'>;

/** Throws where a public policy would be the way for somebody from outside the owner's account. */
export function refusePublicAccess(
  { world, caller }: Call,
  {
    bucket,
    accessPoint,
  }: { readonly bucket: Bucket | undefined; readonly accessPoint: AccessPoint | undefined },
): void {
  if (!bucket || (caller.kind !== 'anonymous' && caller.account === bucket.account)) return;
  const isRestricted = (kind: Kind, { account, policy, publicAccessBlock }: Restrictable) =>
    policy !== undefined &&
    isPublic(policy, kind) &&
    isBlocked(world, 'RestrictPublicBuckets', account, publicAccessBlock);
  if (isRestricted('bucket', bucket) || (accessPoint && isRestricted('access-point', accessPoint)))
    throw accessDenied();
}

/** Throws where a policy that grants to the public is put on what blocks such policies. */
export async function refusePublicPolicy(
  { world, caller }: Call,
  policy: string,
  on: { readonly kind: Kind; readonly arn: string; readonly account: string },
  ...blocks: readonly PublicAccessBlock[]
): Promise<void> {
  if (!isPublic(policy, on.kind) || !isBlocked(world, 'BlockPublicPolicy', on.account, ...blocks)) return;
  const action = on.kind === 'bucket' ? 's3:PutBucketPolicy' : 's3:PutAccessPointPolicy';
  const { Arn } = await callerIdentity(world, caller);
  const reason =
    'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';
  throw accessDenied(
    `User: ${Arn} is not authorized to perform: ${action} on resource: "${on.arn}" ${reason}`,
  );
}

const PUBLIC_GROUP = /public-read|authenticated-read|groups\/global\/(?:AllUsers|AuthenticatedUsers)/;

/** Whether an ACL, canned or by grants, is for everyone. */
export function isPublicAcl(acls: readonly string[]): boolean {
  return acls.some((acl) => PUBLIC_GROUP.test(acl));
}
