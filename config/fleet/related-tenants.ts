/**
 * Which other files can bear on the wanted tenants. They are read as text and parsed only where the text holds a name
 * that must be there once, or must be agreed on, so that one tenant of a thousand costs what one costs.
 */
import { defaultRoleName } from '../tenant/names';
import type { TenantView } from '../tenant/tenant-draft';

/** Names of the wanted tenants that another file would have to hold to bear on them, in small letters. */
export function needlesOf(views: readonly TenantView[]): ReadonlySet<string> {
  const needles = views.flatMap(({ says, roleName, externalIds }) => [
    says.bucket?.name,
    roleName,
    says.accessPoint?.name,
    ...externalIds,
  ]);
  return new Set(
    needles.flatMap((needle) => (needle === undefined || needle === '' ? [] : [needle.toLowerCase()])),
  );
}

/** A backslash may hide a name: in double quotes `\u0061` is an a. Nothing else in YAML takes names apart. */
export function canBear(text: string, name: string, needles: ReadonlySet<string>): boolean {
  if (needles.has(defaultRoleName(name))) return true;
  if (text.includes('\\')) return true;
  const lower = text.toLowerCase();
  for (const needle of needles) if (lower.includes(needle)) return true;
  return false;
}
