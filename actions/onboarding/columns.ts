/**
 * The columns of a table of tenants. Each is called as the field is called in a tenant's file and in messages, and the
 * flags of `new` fill the same fields.
 */

import { UserError } from '../../config/user-error';
import { parsePath } from '../../config/yaml/field-path';
import { fieldValue } from '../edit/assignment';
import { parseGrants } from '../edit/grant-text';

export interface Column {
  /** The field's path, as in messages. */
  readonly name: string;
  /** What goes into its cells. */
  readonly says: string;
  /** Throws `UserError` for a text that no value can be read from; what a value must be is for the rules to say. */
  read(cell: string): unknown;
}

/** How a cell of text is read. */
export const asItStands = (cell: string): string => cell;

const text = (name: string, says: string): Column => ({ name, says, read: asItStands });
const value = (name: string, says: string): Column => ({
  name,
  says,
  read: (cell) => fieldValue(parsePath(name), cell),
});

export const COLUMNS: readonly Column[] = [
  text('tenant', "the file's name: lowercase letters, digits and single hyphens"),
  text('customer', 'whose account it is'),
  text('vendor', 'a profile: s3-handshake vendors'),
  text('credentials', 'access-key for a vendor that cannot assume a role; empty for a role'),
  text('account', "the customer's account, twelve digits; format the column as text"),
  text('region', "the bucket's region; empty for the fleet's"),
  { name: 'principal', says: "ARN from the vendor's screen; several parted by spaces", read: oneOrMore },
  text('externalId', "from the vendor's screen; empty where the customer makes it: then one is made"),
  text('acceptNoExternalId', 'why it is accepted that the vendor uses none'),
  text('bucket.name', "the bucket's name"),
  { name: 'bucket.existing', says: 'true where somebody else makes the bucket', read: yesOrNo },
  text('bucket.encryption.kmsKeyArn', 'ARN of the KMS key; empty for SSE-S3'),
  value('bucket.noncurrentVersionDays', "days; empty for the fleet's"),
  {
    name: 'grants',
    says: 'prefix and what is allowed below it, parted by ;',
    read: parseGrants,
  },
  text('accessPoint.name', "the access point's name; empty for none"),
  text('role.name', "the role's name; empty for s3-handshake-<tenant>"),
  text('role.path', "the role's path; empty for the fleet's"),
  value('role.maxSessionDuration', "seconds; empty for the fleet's"),
  text('role.permissionsBoundary', "ARN of a managed policy; empty for the fleet's"),
  text('verifier.principal', 'ARN of who else may assume the role, to verify it'),
  { name: 'adopt', says: 'bucket, role or both: what is there and is taken over', read: words },
  { name: 'tags', says: 'key=value, parted by ;', read: tags },
];

/** As people write headers: `External ID` and `bucket_name` are `externalId` and `bucket.name`. */
export function columnOf(name: string): Column | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s._-]/g, '');
  return COLUMNS.find((column) => plain(column.name) === plain(name));
}

/** The column that a problem at `path` belongs to: the longest of those that lead to it. */
export function columnOfPath(path: string): Column | undefined {
  const leading = COLUMNS.filter(
    ({ name }) => path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name)),
  );
  return (
    leading.sort((one, other) => other.name.length - one.name.length)[0] ??
    COLUMNS.find(({ name }) => name.startsWith(`${path}.`))
  );
}

function split(cell: string, separator: RegExp): readonly string[] {
  return cell.split(separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function oneOrMore(cell: string): unknown {
  const parts = words(cell);
  return parts.length === 1 ? parts[0] : parts;
}

function words(cell: string): readonly string[] {
  return split(cell, /[\s;,]+/);
}

/** As spreadsheets write them too. */
function yesOrNo(cell: string): unknown {
  if (/^(?:true|yes)$/i.test(cell)) return true;
  if (/^(?:false|no)$/i.test(cell)) return false;
  return cell;
}

function tags(cell: string): unknown {
  return Object.fromEntries(
    split(cell, /;/).map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new UserError(`${JSON.stringify(pair)} is not a tag; it looks like owner=data-platform`);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
