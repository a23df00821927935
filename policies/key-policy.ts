/** What the KMS key's own policy must say, for the key's owner to add: a key's policy has one owner, never the kit. */
import { targetKind } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { kmsActions, s3Service } from './access-policy';
import { targetAudience } from './audience';
import { oneOrMany, type Policy, type Statement } from './policy-document';

/**
 * Undefined where the bucket is not encrypted with a key, or the grants need none of it. In a key's policy `*` as the
 * resource means the key itself.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function statementsForKeyOwner(tenant: Tenant): Policy | undefined {
  const actions = kmsActions(tenant);
  if (tenant.bucket.kmsKeyArn === undefined || actions.length === 0) return undefined;
  const { Principal, Condition } = targetAudience(tenant);
  const who = targetKind(tenant);
  const statement: Statement = {
    Sid: who === 'user' ? 'S3HandshakeTargetUser' : 'S3HandshakeTargetRole',
    Effect: 'Allow',
    Principal,
    Action: oneOrMany(actions),
    Resource: '*',
    Condition: {
      ...Condition,
      StringEquals: { 'kms:ViaService': s3Service(tenant.partition, tenant.region) },
    },
  };
  const reason = `The target ${who} uses the key, and only for requests that S3 makes on its behalf.`;
  return { name: 'key', statements: [{ statement, reason }] };
}
