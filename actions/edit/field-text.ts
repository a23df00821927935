/**
 * A field of a tenant's file as YAML, with a comment that says where its value comes from. What is plain, which is nearly
 * all, is written here, as the library writes it; all else the library writes. Of ten thousand tenants it would take
 * longer than all that is judged of them.
 */
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { remembered } from '../../config/values/remembered';

/** Characters of a line with a comment behind its value. */
const LONGEST_LINE = 100;

/** What stands in one line, in brackets. */
const IN_ONE_LINE = new Set(['allow', 'extraActions', 'adopt']);

/** Lines, the last one ended. `comment`: without `#`. */
export function fieldText(field: string, value: unknown, comment?: string): string {
  const text = plainField(field, value, '');
  if (text === undefined)
    return written(JSON.stringify([field, value, comment]), () => byLibrary(field, value, comment));
  if (comment === undefined) return text;
  if (comment.includes('\n')) return byLibrary(field, value, comment);
  const isBehind = typeof value !== 'object' && hasRoom(field, value, comment);
  return isBehind ? `${text.slice(0, -1)} # ${comment}\n` : `# ${comment}\n${text}`;
}

/** Whether a comment stands behind the value; else it stands above the field. */
function hasRoom(field: string, value: unknown, comment: string): boolean {
  return ` ${comment}`.length <= LONGEST_LINE - `${field}: ${value} #`.length;
}

/** What YAML takes for a text without quotes, however old the reader is: no number, no word like `yes`, no mark of YAML's. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z](?:[\w./@+=:-]*[\w./@+=])?$/i;
const DIGITS = /^\d+$/;

/** Undefined where it is not plain. */
function plainField(field: string, value: unknown, indent: string): string | undefined {
  if (!PLAIN.test(field)) return undefined;
  const scalar = plainScalar(value);
  if (scalar !== undefined) return `${indent}${field}: ${scalar}\n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let text = '';
  for (const [name, one] of Object.entries(value)) {
    const line = plainField(name, one, `${indent}  `);
    if (line === undefined) return undefined;
    text += line;
  }
  return text === '' ? undefined : `${indent}${field}:\n${text}`;
}

function plainScalar(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  if (PLAIN.test(value)) return value;
  return DIGITS.test(value) ? `"${value}"` : undefined;
}

/** What the library wrote of late: the rows of a table have most of their grants in common. */
const written = remembered<string>();

function byLibrary(field: string, value: unknown, comment: string | undefined): string {
  const document = new Document({ [field]: value }, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value: list }) {
      if (isScalar(key) && IN_ONE_LINE.has(String(key.value)) && isSeq(list)) list.flow = true;
    },
  });
  const pair = isMap(document.contents) ? document.contents.items[0] : undefined;
  if (comment !== undefined && pair) {
    if (isScalar(pair.value) && hasRoom(field, pair.value.value, comment)) pair.value.comment = ` ${comment}`;
    else if (isScalar(pair.key)) pair.key.commentBefore = ` ${comment}`;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
