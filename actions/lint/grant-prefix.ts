/** Prefixes that a grant can name, in key patterns and in the values of `s3:prefix`. */
import { isLiteral } from './condition-operators';
import type { ConditionEntry, Statement, Text } from './policy-elements';

/** The prefix that a key pattern or a value of `s3:prefix` stands for; undefined where it is not all below a folder. */
export function grantPrefix(pattern: string): string | undefined {
  const prefix = withNamedPlaceholders(pattern).replace(/\*+$/, '');
  if (/[*?]|\$\{/.test(prefix) || prefix.startsWith('/')) return undefined;
  if (prefix === '') return pattern === '' ? undefined : '';
  return prefix.endsWith('/') && pattern.endsWith('*') ? prefix : undefined;
}

/** `${Prefix}` begins a variable in a policy; as `<Prefix>` its reader sees what is to be filled in. */
function withNamedPlaceholders(text: string): string {
  return text.replace(/\$\{([\w-]+)\}/g, '<$1>');
}

export interface ListedPrefixes {
  readonly prefixes: readonly string[];
  /** Values that no grant can name, and why. */
  readonly others: readonly (Text & { readonly why: string })[];
}

export function isPrefixCondition({ key }: ConditionEntry): boolean {
  return key.value.toLowerCase() === 's3:prefix';
}

/** Whether a condition names the prefixes below which may be listed, and not those that may not. */
function namesPrefixes({ base }: ConditionEntry): boolean {
  return base === 'stringlike' || base === 'stringequals' || base === 'stringequalsignorecase';
}

const NOT_BELOW = 'is not granted: a grant lists below a prefix that ends in /';
const OTHER_THAN = 'is not granted: it says below what not to list, and a grant says below what';
const WITHOUT = 'is not granted: it lists without a prefix, all keys of the bucket';

const TOGETHER = 'is not granted: conditions on s3:prefix hold together, and a grant says one prefix';

/** Below which prefixes a statement lists: all where it asks for none. */
export function listedPrefixes({ conditions }: Statement): ListedPrefixes {
  const asked = conditions.filter(isPrefixCondition);
  if (asked.length === 0) return { prefixes: [''], others: [] };
  const naming = asked.filter(({ base }) => base !== 'null');
  const prefixes = new Set<string>();
  const others: (Text & { readonly why: string })[] = [];
  for (const condition of asked) {
    if (condition.base === 'null') {
      const absent = condition.values.filter(({ value }) => value.toLowerCase() === 'true');
      others.push(...absent.map((text) => ({ ...text, why: WITHOUT })));
    } else if (naming.length > 1) {
      others.push(...condition.values.map((text) => ({ ...text, why: TOGETHER })));
    } else if (namesPrefixes(condition)) {
      for (const text of condition.values) {
        // Listing with the exact prefix `reports/` shows all below it.
        const pattern = text.value.endsWith('/') ? `${text.value}*` : text.value;
        const prefix =
          isLiteral(condition.base) && /[*?]/.test(text.value) ? undefined : grantPrefix(pattern);
        if (prefix === undefined) others.push({ ...text, why: NOT_BELOW });
        else prefixes.add(prefix);
      }
    } else others.push(...condition.values.map((text) => ({ ...text, why: OTHER_THAN })));
  }
  const without = others.some(({ why }) => why === WITHOUT);
  return { prefixes: without || !naming.every(namesPrefixes) ? [] : [...prefixes], others };
}
