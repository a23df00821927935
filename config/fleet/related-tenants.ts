/**
 * Which other tenants' files the rules between tenants must know, so that those who were asked for are judged rightly.
 * Others are read as text and parsed only where the text holds a name that is to be there once, or that must be agreed
 * on: one tenant of a thousand costs what one costs.
 */
import { defaultRoleName } from '../tenant/names';
import type { TenantView } from '../tenant/tenant-draft';

/** What the tenants of `views` and a related one would both name, in lowercase. */
export function namesToShare(views: readonly TenantView[]): ReadonlySet<string> {
  const names = views.flatMap(({ says, roleName, externalIds }) => [
    says.bucket?.name,
    says.bucket?.logging?.bucket,
    roleName,
    says.accessPoint?.name,
    ...externalIds,
  ]);
  return new Set(names.flatMap((name) => (name === undefined || name === '' ? [] : [name.toLowerCase()])));
}

/**
 * Whether the file `text` of the tenant `name` may be of a related one. A backslash may hide a name: in double quotes
 * `\u0061` is an a. Nothing else in YAML takes names apart.
 */
export function mayBeRelated(text: string, name: string, names: ReadonlySet<string>): boolean {
  if (names.has(defaultRoleName(name))) return true;
  if (text.includes('\\')) return true;
  const lower = text.toLowerCase();
  for (const shared of names) if (lower.includes(shared)) return true;
  return false;
}
