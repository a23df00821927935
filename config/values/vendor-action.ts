/**
 * Actions of STS and KMS that a vendor's profile may ask for: those that are named here and no others. A profile is data
 * that comes from elsewhere, and must not open what the tenant's file does not.
 */
import { nearest } from './nearest';
import { anyOf, quote } from './quote';

/**
 * What goes with an AssumeRole and gives nothing by itself. AssumeRole itself has a statement of its own, which asks for
 * the external ID.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const TRUST_ACTIONS = ['sts:TagSession', 'sts:SetSourceIdentity'] as const;

/**
 * What S3 asks of a key in the caller's name, and a look at the key. None gives the key to others, changes its policy or
 * deletes it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
const KEY_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:DescribeKey',
] as const;

export function trustActionProblem(action: string): string | undefined {
  if (action === 'sts:AssumeRole')
    return 'sts:AssumeRole stands in the trust policy already, with the external ID; here it would stand without';
  return oneOf(TRUST_ACTIONS, action);
}

export function keyActionProblem(action: string): string | undefined {
  return oneOf(KEY_ACTIONS, action);
}

function oneOf(known: readonly string[], action: string): string | undefined {
  if (known.includes(action)) return undefined;
  const meant = nearest(action, known);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `${quote(action)} is not one that a vendor may have here: ${anyOf(known)}${hint}`;
}
