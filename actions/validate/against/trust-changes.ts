/** Who gets in now, and how, and who no longer. */
import type { Change, Judged } from './change';
import { listed } from './listed';

export function trustChanges(old: Judged, current: Judged): readonly Change[] {
  return [...principalChanges(old, current), ...externalIdChanges(old, current)];
}

function principalChanges(old: Judged, current: Judged): readonly Change[] {
  return current.abilities.assume.flatMap((admission, index) => {
    const before = old.abilities.assume[index];
    const { principal } = admission;
    const opens = isOpen(admission);
    const opened = before !== undefined && isOpen(before);
    const gained = admission.accompanying.filter((action) => !before?.accompanying.includes(action));
    const lost = (before?.accompanying ?? []).filter((action) => !admission.accompanying.includes(action));
    const changes: Change[] = [];
    if (opens && !opened) changes.push({ effect: 'gives', text: `${principal} can now assume the role` });
    if (!opens && opened)
      changes.push({ effect: 'takes', text: `${principal} can no longer assume the role` });
    if (gained.length > 0)
      changes.push({ effect: 'gives', text: `${principal} can now send ${listed(gained)} with it` });
    if (lost.length > 0)
      changes.push({ effect: 'takes', text: `${principal} can no longer send ${listed(lost)} with it` });
    return changes;
  });
}

type Admission = Judged['abilities']['assume'][number];

function isOpen({ externalIds, withoutExternalId }: Admission): boolean {
  return withoutExternalId || externalIds.length > 0;
}

/** By those principals that get in before and now: a new one has no external ID that could change. */
function externalIdChanges(old: Judged, current: Judged): readonly Change[] {
  const pairs = current.abilities.assume.flatMap((now, index) => {
    const before = old.abilities.assume[index];
    return before && isOpen(before) && isOpen(now) ? [{ before, now }] : [];
  });
  const [pair] = pairs;
  if (!pair) return newDoor(current);
  const { before, now } = pair;
  if (now.withoutExternalId !== before.withoutExternalId) {
    return now.withoutExternalId
      ? [{ effect: 'gives', text: 'the role can now be assumed without an external ID' }]
      : [
          {
            effect: 'takes',
            text: `the role can only be assumed with the external ID ${listed(now.externalIds)}`,
          },
        ];
  }
  if (now.withoutExternalId) return [];
  const added = now.externalIds.filter((id) => !before.externalIds.includes(id));
  const dropped = before.externalIds.filter((id) => !now.externalIds.includes(id));
  return [
    ...added.map((id): Change => ({ effect: 'gives', text: `the external ID ${id} opens the role now` })),
    ...dropped.map(
      (id): Change => ({ effect: 'takes', text: `the external ID ${id} no longer opens the role` }),
    ),
  ];
}

/** Where nobody got in before, it is said how those get in who do now. */
function newDoor({ abilities }: Judged): readonly Change[] {
  const open = abilities.assume.find(isOpen);
  if (!open?.withoutExternalId) return [];
  return [{ effect: 'gives', text: 'the role can be assumed without an external ID' }];
}
