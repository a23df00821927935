/** The vendors' profiles that a project needs, and what is to be said of them. */

import { atOnce, type Pausing } from '../pausing';
import { problem, type Ruling, type TenantDraft } from '../tenant/tenant-draft';
import { nearest } from '../values/nearest';
import { anyOf, quote } from '../values/quote';
import { formatProblem, type Problem } from '../yaml/problem';
import { parseYaml, readText, readYamlFile } from '../yaml/yaml-file';
import type { Catalogue } from './catalogue';
import type { VendorProfile } from './vendor';
import { type LoadedVendor, loadVendor } from './vendor-file';

export interface VendorShelf {
  /** Of the whole catalogue, read or not. */
  readonly ids: readonly string[];
  /** Where each stands, as a problem says it. */
  readonly fileOf: Catalogue['fileOf'];
  readonly loaded: ReadonlyMap<string, LoadedVendor>;
  /** Those that are valid. */
  readonly profiles: ReadonlyMap<string, VendorProfile>;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** `needed`: the ids to read; undefined for all. `now`: facts are old a year after they were read. */
export function vendorShelf(
  root: string,
  catalogue: Catalogue,
  needed: readonly string[] | undefined,
  now: Date,
): VendorShelf {
  return atOnce(vendorShelfInSteps(root, catalogue, needed, now));
}

/** The same, with a pause before each profile. */
export function* vendorShelfInSteps(
  root: string,
  catalogue: Catalogue,
  needed: readonly string[] | undefined,
  now: Date,
): Pausing<VendorShelf> {
  const wanted = needed === undefined ? undefined : new Set(needed);
  const vendors: LoadedVendor[] = [];
  for (const id of catalogue.ids) {
    if (wanted !== undefined && !wanted.has(id)) continue;
    yield;
    vendors.push(vendorIn(root, id, catalogue.fileOf(id)));
  }
  return {
    ids: catalogue.ids,
    fileOf: catalogue.fileOf,
    loaded: new Map(vendors.map((vendor) => [vendor.id, vendor])),
    profiles: new Map(vendors.flatMap(({ id, profile }) => (profile ? [[id, profile] as const] : []))),
    problems: [...catalogue.problems, ...vendors.flatMap(({ problems }) => problems)],
    notices: vendors.flatMap((vendor) => ageOf(vendor, now)),
  };
}

/** What was read of each file last, with its text: a program that loads several projects reads the same catalogue. */
const read = new Map<string, { readonly text: string; readonly vendor: LoadedVendor }>();

function vendorIn(root: string, id: string, file: string): LoadedVendor {
  const text = readText(root, file);
  if (typeof text !== 'string') return loadVendor(id, readYamlFile(root, file));
  const known = read.get(file);
  if (known?.text === text) return known.vendor;
  const vendor = loadVendor(id, parseYaml(file, text));
  read.set(file, { text, vendor });
  return vendor;
}

const YEAR = 365 * 24 * 60 * 60 * 1000;

function ageOf({ profile, checkedAt }: LoadedVendor, now: Date): readonly Problem[] {
  if (!profile || now.getTime() - Date.parse(profile.checked) <= YEAR) return [];
  const message = `the facts were read on ${profile.checked}, more than a year ago: compare them with ${profile.name}'s own pages`;
  return [{ ...checkedAt, path: 'checked', message }];
}

/** The profile that a tenant names, or what stands in the way of it. */
export function findVendor(
  { loaded, ids }: VendorShelf,
  { says }: TenantDraft,
): { readonly profile: VendorProfile | undefined; readonly rulings: readonly Ruling[] } {
  const id = says.vendor;
  if (id === undefined) return { profile: undefined, rulings: [] };
  const vendor = loaded.get(id);
  if (vendor?.profile) return { profile: vendor.profile, rulings: [] };
  const [first] = vendor?.problems ?? [];
  const message = first
    ? `its profile has problems, such as ${formatProblem(first)}`
    : unknownVendor(id, ids);
  return { profile: undefined, rulings: [problem(['vendor'], message)] };
}

function unknownVendor(id: string, ids: readonly string[]): string {
  const meant = nearest(id, ids);
  const hint = meant === undefined ? `known are ${anyOf(ids)}` : `did you mean ${meant}?`;
  const other = meant === undefined ? '; custom is for any other' : ' custom is for any other';
  return `there is no profile ${quote(id)}; ${hint}${other}`;
}
