/** What a change gives and takes beside what grants and principals say of it, as the comparison of the policies has it. */
import type { Comparison, Difference } from '../../../iam/reach';
import { accessText } from '../../../worlds/access-words';
import { whoIs } from '../../../worlds/witness-text';
import type { Change, Judged } from './change';

export function otherChanges(
  old: Judged,
  current: Judged,
  { differences, beyond }: Comparison,
): readonly Change[] {
  const others = differences.filter((difference) => !isSaid(old, current, difference));
  return [
    ...others.map((difference): Change => {
      const gives = difference.direction === 'more';
      const text = accessText(difference, gives ? 'can now' : 'can no longer');
      return { effect: gives ? 'gives' : 'takes', text };
    }),
    ...beyond.map(({ why }): Change => ({ effect: 'else', text: `what changes is inconclusive: ${why}` })),
  ];
}

/** Whether the words of the grants, the key or the principals say it already. */
function isSaid(old: Judged, current: Judged, { witness, region }: Difference): boolean {
  const { action, backing, principal, resource } = witness;
  // What the account's own administrators may do by policies of their own no file gives.
  if (backing === 'everything' && !action.startsWith('sts:')) return true;
  if (action.startsWith('sts:')) {
    const who = whoIs(principal);
    return [...old.abilities.assume, ...current.abilities.assume].some(
      ({ principal: named }) =>
        named === who || (named.endsWith(':root') && named.split(':')[4] === who.split(':')[4]),
    );
  }
  if (backing !== 'actor') return false;
  if (action.startsWith('kms:')) return differ(old.abilities.key, current.abilities.key).includes(action);
  const { bucket } = current.world;
  const [, key] = resource.arn.split(`:::${bucket?.name}`);
  if (key === undefined) return false;
  const listed = witness.context['s3:prefix'];
  const name = key === '' ? (typeof listed === 'string' ? listed : '') : key.slice(1);
  const places = [old.abilities, current.abilities].flatMap(({ below, throughPoint }) => [
    below,
    throughPoint ?? below,
  ]);
  const [before, beforePoint, now, nowPoint] = places;
  const isByPrefix = [
    [before, now],
    [beforePoint, nowPoint],
  ].some(([one, other]) =>
    [...(one?.keys() ?? [])].some(
      (prefix) =>
        name.startsWith(prefix) && differ(one?.get(prefix) ?? [], other?.get(prefix) ?? []).includes(action),
    ),
  );
  const isOfPoint =
    old.tenant.accessPoint?.name !== current.tenant.accessPoint?.name && !region.ways.includes('direct');
  return (
    isByPrefix || isOfPoint || differ(old.abilities.bucketWide, current.abilities.bucketWide).includes(action)
  );
}

/** What only one of the two has. */
function differ(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...one.filter((each) => !other.includes(each)), ...other.filter((each) => !one.includes(each))];
}
