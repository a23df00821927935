/** Where a value differs from what is wanted, part by part. */
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';

export interface Difference {
  /** `tags.owner`. */
  readonly attribute: string;
  readonly wanted: Json;
  readonly found: Json;
}

/** Records are compared by their parts, one level down; everything else as a whole. */
export function differences(attribute: string, wanted: Json, found: Json): readonly Difference[] {
  const parts = isRecord(wanted) || isRecord(found);
  if (!parts || !isPartial(wanted) || !isPartial(found))
    return canonical(wanted) === canonical(found) ? [] : [{ attribute, wanted, found }];
  const names = new Set([...Object.keys(wanted ?? {}), ...Object.keys(found ?? {})]);
  return [...names].flatMap((name) => {
    const [want, have] = [partOf(wanted, name), partOf(found, name)];
    return canonical(want) === canonical(have)
      ? []
      : [{ attribute: `${attribute}.${name}`, wanted: want, found: have }];
  });
}

function isPartial(value: Json): value is JsonRecord | null {
  return value === null || isRecord(value);
}

function partOf(value: JsonRecord | null, name: string): Json {
  return value !== null && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** A key is set by its ARN, or by its id alone, which means the key of the bucket's own account. */
export function withWholeKey(found: Json, wantedKey: Json): Json {
  if (!isRecord(found) || typeof wantedKey !== 'string') return found;
  const { Key } = found as JsonRecord;
  const same = typeof Key === 'string' && wantedKey.endsWith(`:key/${Key}`);
  return same ? { ...(found as JsonRecord), Key: wantedKey } : (found as JsonRecord);
}
