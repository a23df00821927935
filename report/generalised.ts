/** The same sentence about two tenants: what names one of them is left out, so that it can be told that both say the same. */

/**
 * `own`: what is the tenant's own, each with the word that stands in its place: `['arn:aws:s3:::acme-data', '<arn>']`.
 * Where one holds another the longer one is meant; of two that are the same, the first.
 */
export function generalised(text: string, own: readonly (readonly [string, string])[]): string {
  const longestFirst = own
    .filter(([from]) => from !== '')
    .toSorted(([one], [other]) => other.length - one.length);
  return longestFirst.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
}
