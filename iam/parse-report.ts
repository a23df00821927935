/** How the parsers tell what is wrong, and take JSON values apart. */
import type { PolicyProblem } from './policy';

export interface Report {
  /** What AWS would refuse. */
  readonly refuse: (path: string, message: string) => void;
  /** What AWS's documentation does not know. Of a policy that AWS has accepted it is kept as unknown. */
  readonly unknown: (path: string, message: string) => void;
  /** Whether it is kept. */
  readonly keepsUnknown: boolean;
}

/** `keepUnknown`: see `parsePolicy`. */
export function reportTo(problems: PolicyProblem[], keepUnknown: boolean): Report {
  const refuse: Report['refuse'] = (path, message) => problems.push({ path, message });
  return { refuse, unknown: keepUnknown ? () => undefined : refuse, keepsUnknown: keepUnknown };
}

/** The fields of a JSON object; undefined for any other value. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}

/**
 * One value or a list of them, each with its path: `Action` alone, `Action[0]` in a list. The grammar wants at least
 * one.
 */
export function itemsOf(
  value: unknown,
  path: string,
  report: Report,
): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return [[path, value]];
  if (value.length === 0) report.unknown(path, 'is an empty list; name at least one value');
  return value.map((item: unknown, at) => [`${path}[${at}]`, item]);
}

/** As `itemsOf`, for elements that take text alone. What else AWS has accepted is kept as a text that nothing can be made of. */
export function textsOf(
  value: unknown,
  path: string,
  report: Report,
): readonly (readonly [string, string])[] {
  return itemsOf(value, path, report).flatMap(([place, item]) => {
    if (typeof item === 'string') return [[place, item] as const];
    report.unknown(place, `must be a text, but is ${describe(item)}`);
    return report.keepsUnknown ? [[place, describe(item)] as const] : [];
  });
}

/** A JSON value in a few words. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(JSON.stringify(value));
}
