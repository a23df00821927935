/** What was probably meant by a value of the wrong type, as it would be written. */

/** Values of which one may be right: the first that the schema accepts is proposed. */
export function likelyValues(expected: string, input: unknown): readonly unknown[] {
  switch (expected) {
    case 'boolean':
      return truths(input);
    case 'number':
      return numbers(input);
    case 'array':
      return typeof input === 'string' ? [words(input)] : [[input]];
    case 'object':
    case 'record':
      return maps(input);
    case 'string':
      return loneTexts(input);
    default:
      return [];
  }
}

/** As YAML in one line: `{ name: acme-exchange }`, `[get, list]`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${flowText(key)}: ${flowText(one)}`)
      .join(', ')} }`;
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !WORDS_OF_YAML.test(value) ? value : JSON.stringify(value);
}

/** A text that YAML reads as itself without quotes. */
const PLAIN = /^[A-Za-z](?:[\w./@+-]|:(?=[\w/:]))*$/;
const WORDS_OF_YAML = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function truths(input: unknown): readonly boolean[] {
  const said = String(input).trim();
  if (/^(?:yes|on|true|y|1)$/i.test(said)) return [true];
  return /^(?:no|off|false|n|0)$/i.test(said) ? [false] : [];
}

/** `1h` may be an hour of 3,600 seconds, `90 days` 90. */
function numbers(input: unknown): readonly number[] {
  const [, digits, unit = ''] = /^\s*([\d,]+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(input)) ?? [];
  if (digits === undefined) return [];
  const number = Number(digits.replaceAll(',', ''));
  if (/^h/i.test(unit)) return [number * 3_600];
  return /^m(?:in|$)/i.test(unit) ? [number * 60] : [number];
}

function words(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

/** The field that a text alone may stand for, by the names that our files have. */
const LONE_FIELDS = ['name', 'principal', 'bucket', 'kmsKeyArn'] as const;

function maps(input: unknown): readonly object[] {
  if (typeof input === 'string') return LONE_FIELDS.map((field) => ({ [field]: input.trim() }));
  const pairs = Array.isArray(input) ? input.map(pairOf) : [];
  return pairs.length > 0 && pairs.every((pair) => pair !== undefined) ? [Object.fromEntries(pairs)] : [];
}

/** Of `Key: owner, Value: data`, as AWS writes tags, or of `owner: data` as an item of a list. */
function pairOf(item: unknown): readonly [string, unknown] | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const entries = Object.entries(item);
  const entryNamed = (name: string): unknown => entries.find(([key]) => key.toLowerCase() === name)?.[1];
  const [key, value] = [entryNamed('key'), entryNamed('value')];
  if (typeof key === 'string' && value !== undefined) return [key, value];
  return entries.length === 1 ? entries[0] : undefined;
}

/** Of `{ AWS: arn:… }`, as policies write principals. */
function loneTexts(input: unknown): readonly string[] {
  const values = typeof input === 'object' && input !== null ? Object.values(input).flat() : [];
  return values.length === 1 && typeof values[0] === 'string' ? [values[0]] : [];
}
