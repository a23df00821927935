/**
 * The policy document of a browser's upload: what its signer lets the form say.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
import { accessDenied } from './denial';
import type { PostForm } from './post-form';
import { Refusal } from './refusal';

type Condition =
  | {
      readonly kind: 'eq' | 'starts-with';
      readonly field: string;
      readonly value: string;
      readonly text: string;
    }
  | { readonly kind: 'content-length-range'; readonly least: number; readonly most: number };

interface PostPolicy {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly conditions: readonly Condition[];
}

/** Throws where the form is not what its policy allows. `bucket`: the one that it is sent to. `now`: milliseconds. */
export function checkPostPolicy(
  encoded: string,
  { fields, file }: PostForm,
  bucket: string,
  now: number,
): void {
  const { expiresAt, conditions } = parsePostPolicy(encoded);
  if (now >= expiresAt) throw accessDenied('Invalid according to Policy: Policy expired.');
  const given = new Map([...fields, ['bucket', bucket]]);
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range') checkSize(file.length, condition);
    else if (!holds(condition, given.get(condition.field)))
      throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${condition.text}`);
  }
  const named = new Set(conditions.flatMap((one) => ('field' in one ? [one.field] : [])));
  const extra = [...given.keys()].filter((name) => !named.has(name) && !NEED_NO_CONDITION.test(name));
  if (extra.length > 0)
    throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
}

const NEED_NO_CONDITION = /^(?:x-amz-signature|file|policy|x-ignore-.*)$/;
const LISTS = 'content-type';

function holds(
  { kind, field, value }: Exclude<Condition, { readonly least: number }>,
  given?: string,
): boolean {
  if (given === undefined) return false;
  if (kind === 'eq') return given === value;
  // Of several types each has to begin so.
  const values = field === LISTS ? given.split(',').map((one) => one.trim()) : [given];
  return values.every((one) => one.startsWith(value));
}

function checkSize(size: number, { least, most }: { readonly least: number; readonly most: number }): void {
  if (size > most) {
    const message = 'Your proposed upload exceeds the maximum allowed size';
    throw new Refusal(400, 'EntityTooLarge', message, {
      ProposedSize: String(size),
      MaxSizeAllowed: String(most),
    });
  }
  if (size >= least) return;
  const message = 'Your proposed upload is smaller than the minimum allowed size';
  throw new Refusal(400, 'EntityTooSmall', message, {
    ProposedSize: String(size),
    MinSizeAllowed: String(least),
  });
}

function parsePostPolicy(encoded: string): PostPolicy {
  const { expiration, conditions } = documentIn(encoded);
  const isDate =
    typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(expiration);
  const expiresAt = isDate ? Date.parse(expiration) : Number.NaN;
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  if (Number.isNaN(expiresAt)) throw invalid(`Invalid 'expiration' value: '${String(expiration)}'`);
  if (conditions === undefined) throw invalid('Policy missing conditions.');
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.");
  return { expiresAt, conditions: conditions.flatMap(conditionsIn) };
}

/** Names of elements are told apart by case. */
function documentIn(encoded: string): Readonly<Record<string, unknown>> {
  try {
    const document = JSON.parse(Buffer.from(encoded, 'base64').toString()) as unknown;
    if (isObject(document)) return document;
  } catch {
    // No JSON either.
  }
  throw invalid('Invalid JSON.');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{"acl": "private"}`, `["eq", "$acl", "private"]` or `["content-length-range", 1, 1024]`. */
function conditionsIn(written: unknown): readonly Condition[] {
  const text = JSON.stringify(written);
  if (isObject(written)) {
    const entries = Object.entries(written);
    if (entries.length !== 1)
      throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
    return entries.map(([name, value]) => {
      if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
      return {
        kind: 'eq',
        field: name.toLowerCase(),
        value,
        text: JSON.stringify(['eq', `$${name}`, value]),
      };
    });
  }
  const [operator, first, second, ...more] = Array.isArray(written) ? (written as unknown[]) : [];
  const kind = typeof operator === 'string' ? operator.toLowerCase() : '';
  if (more.length > 0 || second === undefined)
    throw invalid(`Invalid Condition: wrong number of arguments: ${text}`);
  if (kind === 'content-length-range') {
    const [least, most] = [first, second].map(numberIn);
    if (least === undefined || most === undefined) throw invalid(`Invalid content-length-range: ${text}`);
    return [{ kind, least, most }];
  }
  const isField = typeof first === 'string' && first.startsWith('$');
  if ((kind !== 'eq' && kind !== 'starts-with') || !isField || typeof second !== 'string')
    throw invalid(`Invalid Condition: ${text}`);
  return [{ kind, field: first.slice(1).toLowerCase(), value: second, text }];
}

/** Numbers may be written as text. */
function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function invalid(why: string): Refusal {
  return new Refusal(400, 'InvalidPolicyDocument', `Invalid Policy: ${why}`);
}
