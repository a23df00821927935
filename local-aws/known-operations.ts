/**
 * The operations of IAM and KMS that are answered: what moto does not do is refused before it is asked. S3's are in
 * `kept-operations` and `bucket-documents`, those of the other services in their own files.
 */
import { IAM_INPUTS } from './iam-inputs';
import type { Query } from './message';
import { Refusal } from './refusal';

/** Judged by their action on what the request names. */
export const IAM_OPERATIONS: ReadonlySet<string> = new Set(Object.keys(IAM_INPUTS));

/** Judged by the key's policy and the caller's. */
export const KMS_OPERATIONS: ReadonlySet<string> = new Set([
  'CancelKeyDeletion',
  'CreateAlias',
  'CreateGrant',
  'CreateKey',
  'Decrypt',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GenerateRandom',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'GetPublicKey',
  'ListAliases',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListKeys',
  'ListResourceTags',
  'ListRetirableGrants',
  'PutKeyPolicy',
  'ReEncrypt',
  'ReplicateKey',
  'RetireGrant',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'Sign',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
  'Verify',
  'VerifyMac',
]);

/** Throws for an operation that is not there. */
export function checkKnown(known: ReadonlySet<string>, service: string, operation: string): void {
  if (known.has(operation)) return;
  throw new Refusal(501, 'NotImplemented', `The embedded AWS does not implement ${operation} of ${service}.`);
}

/**
 * Throws where a request of the Query protocol names no operation, or one of another version.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function checkVersion(form: Query, version: string): void {
  const action = form.get('Action');
  if (action === undefined) throw new Refusal(400, 'MissingAction', 'The request is missing an action.');
  const asked = form.get('Version') ?? 'NO_VERSION_SPECIFIED';
  if (asked === version) return;
  throw new Refusal(400, 'InvalidAction', `Could not find operation ${action} for version ${asked}`);
}
