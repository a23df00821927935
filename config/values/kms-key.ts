/**
 * ARNs of KMS keys. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
import { parseArn, severalArnsProblem } from './arn';
import { quote } from './quote';

const KEY = /^key\/(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
const SAMPLE = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export function kmsKeyProblem(text: string): string | undefined {
  const several = severalArnsProblem(text);
  if (several !== undefined) return several;
  if (text.startsWith('alias/') || /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//.test(text))
    return `${quote(text)} is an alias, which can be pointed at another key; policies need the key's own ARN`;
  const arn = parseArn(text);
  if (!arn) {
    const id = KEY.test(`key/${text}`) ? '; give the whole ARN' : '';
    return `${quote(text)} is not an ARN of a KMS key${id}; it looks like ${SAMPLE}`;
  }
  if (arn.service !== 'kms' || arn.region === '' || !/^\d{12}$/.test(arn.account) || !KEY.test(arn.resource))
    return `${quote(text)} is not an ARN of a KMS key; it looks like ${SAMPLE}`;
  return undefined;
}
