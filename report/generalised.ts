/** The same sentence about two tenants: what names one of them is left out, so that it can be told that both say the same. */

/**
 * `own`: what is the tenant's own, each with the word that stands in its place, the longest first where one holds
 * another: `['arn:aws:s3:::acme-data', '<arn>']`.
 */
export function generalised(text: string, own: readonly (readonly [string, string])[]): string {
  return own.reduce((rest, [from, to]) => (from === '' ? rest : rest.replaceAll(from, to)), text);
}
