/**
 * Which other tenants' files the rules between tenants must know, so that those who were asked for are judged rightly.
 * Others are read as text and parsed only where the text holds a name that is to be there once, or that must be agreed
 * on: one tenant of a thousand costs what one costs.
 */
import { defaultRoleName } from '../tenant/names';
import { logBucketOf } from '../tenant/template-rules';
import type { TenantView } from '../tenant/tenant-draft';

/** What the tenants of `views` and a related one would both name, in lowercase. */
export function namesToShare(views: readonly TenantView[]): SharedNames {
  const names = views.flatMap((view) => [
    view.says.bucket?.name,
    logBucketOf(view),
    view.roleName,
    view.says.accessPoint?.name,
    ...view.externalIds,
  ]);
  return new SharedNames(
    names.flatMap((name) => (name === undefined || name === '' ? [] : [name.toLowerCase()])),
  );
}

/**
 * Whether the file `text` of the tenant `name` may be of a related one. A backslash may hide a name: in double quotes
 * `\u0061` is an a. Nothing else in YAML takes names apart.
 */
export function mayBeRelated(text: string, name: string, names: SharedNames): boolean {
  if (names.has(defaultRoleName(name))) return true;
  if (text.includes('\\')) return true;
  return names.standIn(text.toLowerCase());
}

/** So many characters of a name's beginning are looked for first. */
const BEGINNING = 3;

/** Half of a thousand tenants share a few thousand names, and the text of every other tenant is searched for all of them. */
class SharedNames {
  private readonly all: ReadonlySet<string>;
  /** By their beginnings, the lengths of the names. */
  private readonly lengths = new Map<string, Set<number>>();
  /** Lengths of the beginnings: but for names that are shorter, one. */
  private readonly sizes: readonly number[];
  /** The code units with which names begin. */
  private readonly first: ReadonlySet<number>;

  constructor(names: readonly string[]) {
    this.all = new Set(names);
    for (const name of this.all) {
      const beginning = name.slice(0, BEGINNING);
      this.lengths.set(beginning, (this.lengths.get(beginning) ?? new Set()).add(name.length));
    }
    const beginnings = [...this.lengths.keys()];
    this.sizes = [...new Set(beginnings.map(({ length }) => length))];
    this.first = new Set(beginnings.map((beginning) => beginning.charCodeAt(0)));
  }

  has(name: string): boolean {
    return this.all.has(name);
  }

  /** Whether one of them stands anywhere in the text. */
  standIn(text: string): boolean {
    for (let at = 0; at < text.length; at += 1) {
      if (!this.first.has(text.charCodeAt(at))) continue;
      for (const size of this.sizes)
        for (const length of this.lengths.get(text.slice(at, at + size)) ?? [])
          if (this.all.has(text.slice(at, at + length))) return true;
    }
    return false;
  }
}
