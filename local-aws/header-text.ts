/** What a header can hold, and how: its bytes are UTF-8 to clients and to moto, and each a character to Node. */

/** RFC 9110, 5.6.2. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no header can hold.
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}

/** RFC 9110, 5.5. */
export function isHeaderValue(text: string): boolean {
  return !CONTROL.test(text);
}

/** The text as Node takes it for a header. */
export function headerText(text: string): string {
  return Buffer.from(text).toString('latin1');
}
