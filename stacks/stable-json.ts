/** JSON as cdktf writes it: two blanks a level, keys in order, and an empty list or map opened and closed on two lines. */

/** The text of `value`; undefined for what JSON has no word for. Of a map such a field is left out. */
export function stableJson(value: unknown, newLine = '\n'): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${newLine}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + (stableJson(item, inner) ?? 'null'));
    return `[${items.join(',')}${newLine}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  // By code units, as `sort` has it; an object made in this order would put keys that are numbers first.
  const lines = Object.keys(fields)
    .sort()
    .flatMap((key) => {
      const text = stableJson(fields[key], inner);
      return text === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${text}`];
    });
  return `{${lines.join(',')}${newLine}}`;
}
