/** Where a value differs from what is expected, part by part. */
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';

export interface Difference {
  /** `tags.owner`. */
  readonly attribute: string;
  readonly expected: Json;
  readonly actual: Json;
}

/** Records are compared by their parts, one level down; everything else as a whole. */
export function differences(attribute: string, expected: Json, actual: Json): readonly Difference[] {
  const parts = isRecord(expected) || isRecord(actual);
  if (!parts || !isPartial(expected) || !isPartial(actual))
    return canonical(expected) === canonical(actual) ? [] : [{ attribute, expected, actual }];
  const names = new Set([...Object.keys(expected ?? {}), ...Object.keys(actual ?? {})]);
  return [...names].flatMap((name) => {
    const [want, have] = [partOf(expected, name), partOf(actual, name)];
    return canonical(want) === canonical(have)
      ? []
      : [{ attribute: `${attribute}.${name}`, expected: want, actual: have }];
  });
}

function isPartial(value: Json): value is JsonRecord | null {
  return value === null || isRecord(value);
}

function partOf(value: JsonRecord | null, name: string): Json {
  return value !== null && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** A key is set by its ARN, or by its id alone, which means the key of the bucket's own account. */
export function withWholeKey(actual: Json, expectedKey: Json): Json {
  if (!isRecord(actual) || typeof expectedKey !== 'string') return actual;
  const { Key } = actual as JsonRecord;
  const same = typeof Key === 'string' && expectedKey.endsWith(`:key/${Key}`);
  return same ? { ...(actual as JsonRecord), Key: expectedKey } : (actual as JsonRecord);
}
