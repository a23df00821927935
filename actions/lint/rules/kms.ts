/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions */
import { flaw } from '../finding';
import type { Rule } from '../rule';
import { matchesText } from '../text-pattern';

/** A multipart upload to an encrypted bucket decrypts the data key that its first call made. */
export const kmsMultipartRule: Rule = ({ policy, kind }) => {
  if (kind !== 'identity') return [];
  const allowed = policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions }) => actions);
  const allows = (action: string): boolean => allowed.some(({ value }) => matchesText(value, action));
  const generates = allowed.find(
    ({ value }) => /^kms:/i.test(value) && matchesText(value, 'kms:GenerateDataKey'),
  );
  if (!generates || !allows('s3:PutObject') || allows('kms:Decrypt')) return [];
  const message = 'uploads in parts also need kms:Decrypt, and SDKs switch to parts by themselves';
  return [flaw('kms-multipart', generates, message, 'add kms:Decrypt on the same key')];
};
