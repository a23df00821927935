/** What a session of the target role, or a key of the target user, may do at S3, by the deployed policies. */

import type { DeployedPolicies } from '../../aws/deployed/policies';
import type { TargetPolicies } from '../../aws/deployed/target-policies';
import { targetKind, targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn, objectArn } from '../../config/values/arn';
import { type AccessRequest, decide, decideThroughAccessPoint } from '../../iam';
import { s3Service } from '../../policies/access-policy';
import {
  KMS_READ_ACTIONS,
  KMS_WRITE_ACTIONS,
  LIST_ACTION,
  LOCATION_ACTION,
  OBJECT_ACTIONS,
} from '../../policies/s3-actions';
import type { Check, Door, Place, S3Verb } from './check';
import { whyMissing } from './deployed-part';
import { allOf, anyOf, type Opinion, opinionOf, withoutPart } from './opinion';
import { roleSession } from './principals';
import { probePrefix } from './probe-places';

/** What is known of the deployment when the requests of role or user are judged. */
export interface Scene {
  readonly tenant: Tenant;
  /** Of the target role or user. */
  readonly target: TargetPolicies;
  readonly deployed: DeployedPolicies;
}

/** Keys of a request to S3 of which we know whether it has them. */
const VOUCHED = ['s3:*', 'aws:SecureTransport', 'aws:CurrentTime', 'aws:TokenIssueTime', 'aws:ViaAWSService'];

const OBJECT_ACTIONS_OF: Readonly<Record<Exclude<S3Verb, 'list' | 'location'>, readonly string[]>> = {
  get: OBJECT_ACTIONS.get,
  put: ['s3:PutObject'],
  delete: OBJECT_ACTIONS.delete,
  multipart: OBJECT_ACTIONS.put,
};

const KMS_ACTIONS_OF: Readonly<Partial<Record<S3Verb, readonly string[]>>> = {
  get: KMS_READ_ACTIONS,
  put: ['kms:GenerateDataKey'],
  multipart: KMS_WRITE_ACTIONS,
};

export function judgeS3(
  scene: Scene,
  verb: S3Verb,
  door: Door,
  place: Place,
  expected: Check['expected'],
): Opinion {
  if (verb === 'location') return judgeAction(scene, LOCATION_ACTION, undefined, door);
  if (verb === 'list')
    return judgeAction(scene, LIST_ACTION, undefined, door, { 's3:prefix': probePrefix(place, '') });
  const key = probePrefix(place, 'probe');
  const onObject = OBJECT_ACTIONS_OF[verb].map((action) => judgeAction(scene, action, key, door));
  // That the key saves what S3 would let through is no denial.
  if (expected === 'denied') return allOf(onObject);
  return allOf([...onObject, ...(KMS_ACTIONS_OF[verb] ?? []).flatMap((action) => judgeKey(scene, action))]);
}

export function judgeListAll(scene: Scene, door: Door): Opinion {
  return judgeAction(scene, LIST_ACTION, undefined, door);
}

export function judgePlainHttp(scene: Scene, verb: S3Verb, place: Place): Opinion {
  const [action, key] =
    verb === 'list' || verb === 'location'
      ? [LIST_ACTION, undefined]
      : [OBJECT_ACTIONS_OF[verb][0] ?? '', probePrefix(place, 'probe')];
  const prefix: AccessRequest['context'] = verb === 'list' ? { 's3:prefix': probePrefix(place, '') } : {};
  return judgeAction(scene, action, key, 'bucket', { ...prefix, 'aws:SecureTransport': 'false' });
}

/** `key` undefined: on the bucket itself. */
function judgeAction(
  { tenant, target, deployed }: Scene,
  action: string,
  key: string | undefined,
  door: Door,
  context: AccessRequest['context'] = {},
): Opinion {
  const point = door === 'bucket' ? undefined : deployed.accessPoint;
  if (point && point.state !== 'present') return withoutPart('access-point', tenant, point);
  if (deployed.bucket.state !== 'present') return withoutPart('bucket', tenant, deployed.bucket);
  const { partition, region, account } = tenant;
  const bucket = bucketArn(partition, point?.value.bucket ?? tenant.bucket.name);
  const ours = point === undefined || point.value.bucket === tenant.bucket.name;
  const request: AccessRequest = {
    principal: targetSession(tenant),
    action,
    resource: { arn: key === undefined ? bucket : objectArn(bucket, key), account },
    context: { ...usual(tenant), ...context },
    vouchedKeys: VOUCHED,
  };
  const policies = {
    identity: target.policies,
    boundary: target.boundary,
    // A point on another bucket is judged without that bucket's policy, which is none of ours to read.
    resource: ours ? deployed.bucket.value.policy : undefined,
  };
  if (!point) return opinionOf(decide(request, policies));
  const arn = accessPointArn(partition, region, account, tenant.accessPoint?.name ?? '');
  const { policy, networkOrigin } = point.value;
  return opinionOf(decideThroughAccessPoint(request, { arn, policy, networkOrigin }, policies));
}

/** A key has no session that could have begun. */
function usual(tenant: Tenant): AccessRequest['context'] {
  const { account } = tenant;
  const now = new Date().toISOString();
  return {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': now,
    ...(targetKind(tenant) === 'user' ? {} : { 'aws:TokenIssueTime': now }),
    'aws:ViaAWSService': 'false',
    's3:ResourceAccount': account,
  };
}

function targetSession(tenant: Tenant): AccessRequest['principal'] {
  const { partition, account, target: role } = tenant;
  if (targetKind(tenant) === 'user') return { kind: 'user', arn: targetUserArn(tenant) };
  return roleSession(partition, account, `${role.path.slice(1)}${role.name}`);
}

/** S3 asks KMS in the role's name. Nothing where the bucket has no key of its own. */
function judgeKey({ tenant, target, deployed }: Scene, action: string): readonly Opinion[] {
  const { kmsKeyArn, name } = tenant.bucket;
  if (kmsKeyArn === undefined || !deployed.key) return [];
  if (deployed.key.state !== 'present')
    return [{ outcome: 'unread', explanation: whyMissing('key', tenant, deployed.key) }];
  const decision = decide(
    {
      principal: targetSession(tenant),
      action,
      resource: { arn: kmsKeyArn },
      context: {
        ...usual(tenant),
        'aws:ViaAWSService': 'true',
        'kms:ViaService': s3Service(tenant.partition, tenant.region),
        'kms:CallerAccount': tenant.account,
        'kms:EncryptionContext:aws:s3:arn': bucketArn(tenant.partition, name),
      },
      vouchedKeys: [
        'aws:SecureTransport',
        'aws:CurrentTime',
        'aws:TokenIssueTime',
        'kms:ViaService',
        'kms:CallerAccount',
      ],
    },
    { identity: target.policies, boundary: target.boundary, resource: deployed.key.value },
  );
  const opinion = opinionOf(decision);
  return [opinion.outcome === 'denied' ? { ...opinion, blockedBy: 'key' } : opinion];
}

export function judgeActions(
  scene: Scene,
  actions: readonly string[],
  on: 'bucket' | 'objects' | 'account',
  place: Place,
): Opinion {
  const key = probePrefix(place, 'probe');
  const cases = actions.map((action) => ({
    name: action,
    opinion:
      on === 'account'
        ? judgeOn(scene, action, '*')
        : judgeAction(scene, action, on === 'objects' ? key : undefined, 'bucket', versionOf(action)),
  }));
  return anyOf(cases, 'actions');
}

function versionOf(action: string): AccessRequest['context'] {
  return action.includes('Version') ? { 's3:VersionId': 'any' } : {};
}

/** By the role's own policies, and the policy of the bucket's key: of what else there is, no policy names the role. */
export function judgeOn({ tenant, target, deployed }: Scene, action: string, arn: string): Opinion {
  const isKey = arn === tenant.bucket.kmsKeyArn && deployed.key?.state === 'present';
  return opinionOf(
    decide(
      {
        principal: targetSession(tenant),
        action,
        resource: { arn, account: tenant.account },
        context: usual(tenant),
        vouchedKeys: [...VOUCHED, 'kms:*'],
      },
      {
        identity: target.policies,
        boundary: target.boundary,
        resource: isKey && deployed.key?.state === 'present' ? deployed.key.value : undefined,
      },
    ),
  );
}

const ELSEWHERE = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** A bucket that has nothing to do with the tenant, and one whose name begins like the tenant's. */
export function judgeOtherBuckets(scene: Scene): Opinion {
  const { partition, bucket } = scene.tenant;
  const cases = ['s3-handshake-some-other-bucket', `${bucket.name}-x`].flatMap((name) => {
    const arn = bucketArn(partition, name);
    return [
      { name: `${LIST_ACTION} on ${name}`, opinion: judgeOn(scene, LIST_ACTION, arn) },
      ...ELSEWHERE.map((action) => ({
        name: `${action} on ${name}`,
        opinion: judgeOn(scene, action, objectArn(arn, 'any')),
      })),
    ];
  });
  return anyOf(cases, 'requests to other buckets');
}
