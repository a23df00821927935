/** Values as they stand in reports. `null` means that there is none. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonRecord = { readonly [key: string]: Json };

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same text for the same value, whatever the order of its fields. */
export function canonical(value: Json): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value as JsonRecord)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** What an SDK answered, as a value: without undefined, dates as ISO 8601. Fields named in `left` are left out. */
export function plain(answer: unknown, left: readonly string[] = []): Json {
  if (answer === undefined || answer === null) return null;
  if (answer instanceof Date) return answer.toISOString();
  if (Array.isArray(answer)) return answer.map((inner) => plain(inner, left));
  if (typeof answer === 'object')
    return Object.fromEntries(
      Object.entries(answer)
        .filter(([key, inner]) => inner !== undefined && key !== '$metadata' && !left.includes(key))
        .map(([key, inner]) => [key, plain(inner, left)]),
    );
  if (typeof answer === 'string' || typeof answer === 'number' || typeof answer === 'boolean') return answer;
  return String(answer);
}
