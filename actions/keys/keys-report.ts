/** What was done with keys, for people and for programs. */

import type { Tenant } from '../../config/tenant/tenant';
import { documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';
import type { HandedOut } from './create';
import { keyInWords } from './key-rotation';
import type { FinishedRotation, RevokedKeys } from './remove';

function json({ name, target }: Tenant, rest: object): string {
  return jsonDocument({ ...documentHead('keys'), tenant: name, user: target.name, ...rest });
}

/** With `handedOutText` the one place where a secret is put into words. */
export function handedOutJson({ tenant, ...key }: HandedOut): string {
  return json(tenant, key);
}

export function handedOutText(key: HandedOut): string {
  const second = 'secret' in key ? `Secret: ${key.secret}` : `Secret access key: ${key.secretAccessKey}`;
  return `Access key ID: ${key.accessKeyId}\n${second}\n`;
}

/** What is to be done with a new key. Holds nothing secret. */
export function nextWithKey(key: HandedOut, rotates: boolean): string {
  const { name, vendor } = key.tenant;
  const isPrinted = !('secret' in key);
  return [
    ...(isPrinted ? ['The secret is shown this once, and is kept nowhere.'] : []),
    '',
    ...nextLines([
      `Put both${isPrinted ? '' : ' from the secret'} into ${vendor.name}'s form: s3-handshake handover ${name} names the fields`,
      `s3-handshake verify ${name} --as vendor    # with these as its credentials`,
      ...(rotates
        ? [`s3-handshake keys rotate ${name} --finish    # when ${vendor.name} uses the new key`]
        : []),
    ]),
    '',
  ].join('\n');
}

export function finishedJson({ tenant, deleted }: FinishedRotation): string {
  return json(tenant, { deleted: [deleted.id], lastUsed: deleted.lastUse?.at.toISOString() ?? null });
}

export function finishedText({ deleted }: FinishedRotation): string {
  return `Deleted: ${keyInWords(deleted)}\n`;
}

export function revokedJson({ tenant, deleted, left }: RevokedKeys): string {
  return json(tenant, { deleted, left });
}

export function revokedText({ deleted, left }: RevokedKeys): string {
  if (deleted.length === 0) return 'There is no key.\n';
  return `Deleted: ${deleted.join(', ')}\n${left.length === 0 ? '' : `Left: ${left.join(', ')}\n`}`;
}
