/** The bucket as it is deployed, with its access points, and the settings that decide as policies do. */
import type { DeployedAccessPoint } from '../aws/deployed/access-point';
import type { DeployedBucket } from '../aws/deployed/bucket';
import { ACL_OWNER } from '../aws/deployed/bucket-settings';
import { type PublicAccessBlock, publicAccessBlock } from '../aws/deployed/public-access-block';
import { mapReading, type Reading } from '../aws/deployed/reading';
import { defaultKeyId } from '../aws/deployed/tenant-readings';
import { UnusableAnswer } from '../aws/sdk-error';
import { isRecord, type Json } from '../config/values/json-value';
import type { AclGrant, Bucket, Point, PublicAccess } from '../iam/reach';
import { type Note, policyIn } from './deployed-policy';

/** `keyArn`: of the key by what the default encryption calls it; undefined for AWS's own. */
export function deployedBucket(
  name: string,
  bucket: DeployedBucket,
  keyArn: (id: string) => string | undefined,
  note: Note,
): Bucket {
  const { settings } = bucket;
  const policy = policyIn(text(settings.policy), 'bucket', "the bucket's policy", 'GetBucketPolicy', note);
  const encryption = recordIn(note(settings.encryption));
  const keyId = defaultKeyId(bucket);
  const arn = keyId === undefined ? undefined : keyArn(keyId);
  const block = note(settings.publicAccessBlock);
  // Without the setting a bucket is as all were before there was one.
  const ownership = recordIn(note(settings.ownership)).ObjectOwnership ?? 'ObjectWriter';
  return {
    name,
    ...(policy ? { policy } : {}),
    ...(arn === undefined ? {} : { defaultKey: { arn, bucketKey: encryption.BucketKey === true } }),
    ownership: ownership as NonNullable<Bucket['ownership']>,
    grants: note(mapReading(settings.acl ?? { state: 'absent' }, 's3:GetBucketAcl', grantsIn)) ?? [],
    ...(block === undefined ? {} : { publicAccess: publicAccess(publicAccessBlock(recordIn(block))) }),
    requesterPays: recordIn(note(settings.requestPayment)).Payer === 'Requester',
  };
}

export function deployedPoint(arn: string, { settings, policy }: DeployedAccessPoint, note: Note): Point {
  const known = note(settings);
  const document = policyIn(
    policy,
    'access-point',
    "the access point's policy",
    'GetAccessPointPolicy',
    note,
  );
  return {
    arn,
    ...(document ? { policy: document } : {}),
    ...(known
      ? { networkOrigin: known.networkOrigin, publicAccess: publicAccess(known.publicAccessBlock) }
      : {}),
    ...(known?.vpcId === undefined ? {} : { vpc: known.vpcId }),
  };
}

export function publicAccess({ IgnorePublicAcls, RestrictPublicBuckets }: PublicAccessBlock): PublicAccess {
  return { ignorePublicAcls: IgnorePublicAcls, restrictPublicBuckets: RestrictPublicBuckets };
}

function recordIn(value: Json | undefined): { readonly [key: string]: Json } {
  return isRecord(value) ? (value as { readonly [key: string]: Json }) : {};
}

function text(reading: Reading<Json> | undefined): Reading<string> | undefined {
  return reading && mapReading(reading, 's3:GetBucketPolicy', (value) => String(value));
}

const GROUPS = ['AllUsers', 'AuthenticatedUsers'] as const;
const PERMISSIONS = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'] as const;
/** By which S3 itself writes access logs; nobody can act as it. */
const LOG_DELIVERY = 'LogDelivery';

/** `AllUsers READ` … Throws {@link UnusableAnswer} for a grant whose meaning is not known. */
function grantsIn(acl: Json): readonly AclGrant[] {
  return Object.keys(recordIn(acl)).flatMap((grant): readonly AclGrant[] => {
    const [to = '', permission = ''] = grant.split(' ');
    const known = PERMISSIONS.find((each) => each === permission);
    if (to === ACL_OWNER || to === LOG_DELIVERY) return [];
    const group = GROUPS.find((each) => each === to);
    const grantee = group ? { group } : /^[0-9a-f]{64}$/.test(to) ? { canonicalUser: to } : undefined;
    if (!known || !grantee) throw new UnusableAnswer('GetBucketAcl', `has a grant of ${permission} to ${to}`);
    return [{ grantee, permission: known }];
  });
}
