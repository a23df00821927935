/** An entry of `drift-ignore.yaml`, ready to be pasted. */

/** Days for which a difference is accepted that nobody has looked at again. */
const DAYS = 90;
const DAY = 86_400_000;

/** `today`: `YYYY-MM-DD`. */
export function ignoreEntry(address: string, attribute: string, today: string): string {
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + DAYS * DAY).toISOString().slice(0, 10);
  return `- { address: ${plainOrQuoted(address)}, attribute: ${plainOrQuoted(attribute)}, reason: intended since ${today}, until: ${until} }`;
}

/** As YAML reads it within braces. */
function plainOrQuoted(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
