/** A grant in one line: `to-amperity/ get,list`. A flag of `new` and a cell of a table hold it so. */
import { UserError } from '../../config/user-error';

/** Stands for the empty prefix. A prefix that was forgotten must not mean that; this is none, for it does not end in /. */
export const WHOLE_BUCKET = 'whole-bucket';

export interface WrittenGrant {
  readonly prefix: string;
  readonly allow: readonly string[];
  readonly extraActions?: readonly string[];
}

/** Throws `UserError` where the line has not both parts. What may be in them is for the rules to say. */
export function parseGrant(line: string): WrittenGrant {
  const text = line.trim();
  const at = text.lastIndexOf(' ');
  if (at === -1)
    throw new UserError(
      `${JSON.stringify(text)} is no grant; it looks like: to-vendor/ get,list (for the whole bucket: ${WHOLE_BUCKET} get,list)`,
    );
  const prefix = text.slice(0, at).trim();
  const words = text
    .slice(at + 1)
    .split(',')
    .filter((word) => word !== '');
  const extraActions = words.filter((word) => word.includes(':'));
  return {
    prefix: prefix === WHOLE_BUCKET ? '' : prefix,
    allow: words.filter((word) => !word.includes(':')),
    ...(extraActions.length > 0 ? { extraActions } : {}),
  };
}

export function grantText({ prefix, allow, extraActions = [] }: WrittenGrant): string {
  return `${prefix === '' ? WHOLE_BUCKET : prefix} ${[...allow, ...extraActions].join(',')}`;
}
