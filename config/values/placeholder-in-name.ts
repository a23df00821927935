/**
 * What a template leaves to be filled in, in a prefix or a path: `<tenant>`, `{client}`, `[customer]`, `$TENANT`,
 * `%CLIENT%`, `%s`, `__ID__`. A policy variable has a dollar before its brace, and is for another rule.
 */
const PLACEHOLDER =
  /<[^<>]*>|(?<!\$)\{[^{}]*\}|\[[A-Za-z][^[\]]*\]|\$[A-Z][A-Z0-9_]+|%[A-Za-z_]+%|%[sd](?=\/|$)|__[A-Za-z]+__/;

export function placeholderInName(text: string): string | undefined {
  return PLACEHOLDER.exec(text)?.[0];
}
