/** Prefixes that a grant can name, in key patterns and in the values of `s3:prefix`. */
import type { Statement, Text } from './policy-elements';

/** The prefix that a key pattern or a value of `s3:prefix` stands for; undefined where it is not all below a folder. */
export function grantPrefix(pattern: string): string | undefined {
  const prefix = withNamedPlaceholders(pattern).replace(/\*+$/, '');
  if (/[*?]|\$\{/.test(prefix) || prefix.startsWith('/')) return undefined;
  if (prefix === '') return pattern === '' ? undefined : '';
  return prefix.endsWith('/') && pattern.endsWith('*') ? prefix : undefined;
}

/** `${Prefix}` would be refused in a tenant's file; `<Prefix>` is seen by its reader. */
function withNamedPlaceholders(text: string): string {
  return text.replace(/\$\{([\w-]+)\}/g, '<$1>');
}

export interface ListedPrefixes {
  readonly prefixes: readonly string[];
  /** Values that no grant can name. */
  readonly others: readonly Text[];
}

/** Below which prefixes a statement lists: all where it asks for none. */
export function listedPrefixes({ conditions }: Statement): ListedPrefixes {
  const asked = conditions.filter(({ key }) => key.value.toLowerCase() === 's3:prefix');
  if (asked.length === 0) return { prefixes: [''], others: [] };
  const prefixes = new Set<string>();
  const others: Text[] = [];
  for (const text of asked.flatMap(({ values }) => values)) {
    // Listing with the exact prefix `reports/` shows all below it.
    const prefix = grantPrefix(text.value.endsWith('/') ? `${text.value}*` : text.value);
    if (prefix === undefined) others.push(text);
    else prefixes.add(prefix);
  }
  return { prefixes: [...prefixes], others };
}
