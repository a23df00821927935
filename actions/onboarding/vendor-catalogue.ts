/** The catalogue of vendors, and what is known of each. */

import { UserError } from '../../config/user-error';
import { nearest } from '../../config/values/nearest';
import { catalogueOf } from '../../config/vendor/catalogue';
import type { VendorProfile } from '../../config/vendor/vendor';
import { type VendorShelf, vendorShelf } from '../../config/vendor/vendor-shelf';
import { formatProblem } from '../../config/yaml/problem';
import { documentHead, jsonDocument } from '../../report/json-document';
import { table } from '../../report/table';
import { principalSummary, vendorPage } from './vendor-page';
import { externalIdSummary } from './vendor-sections';

export interface VendorEntry {
  readonly profile: VendorProfile;
  /** What is to be said of its age. */
  readonly notices: readonly string[];
}

export interface VendorCatalogue {
  readonly vendors: readonly VendorEntry[];
  /** Of files that could not be read as profiles: a line each. */
  readonly problems: readonly string[];
}

/** `ids`: which vendors; none means all. `now`: facts are old a year after they were read. Throws `UserError`. */
export function vendorCatalogue(project: string, ids: readonly string[], now: Date): VendorCatalogue {
  const catalogue = catalogueOf(project);
  for (const id of ids) if (!catalogue.ids.includes(id)) throw new UserError(noSuch(id, catalogue.ids));
  const shelf = vendorShelf(project, catalogue, ids.length > 0 ? ids : undefined, now);
  return {
    vendors: [...shelf.profiles.values()].map((profile) => ({ profile, notices: noticesOf(profile, shelf) })),
    problems: shelf.problems.map(formatProblem),
  };
}

function noSuch(id: string, known: readonly string[]): string {
  const meant = nearest(id, known);
  const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  return `there is no vendor ${JSON.stringify(id)}; ${hint}`;
}

function noticesOf({ id }: VendorProfile, { fileOf, notices }: VendorShelf): readonly string[] {
  return notices.filter(({ file }) => file === fileOf(id)).map(({ message }) => message);
}

export function catalogueTable({ vendors }: VendorCatalogue): string {
  const rows = vendors.map(({ profile, notices }) => [
    profile.id,
    profile.name,
    principalSummary(profile),
    externalIdSummary(profile),
    profile.phases === 1 ? '' : 'two phases',
    notices.length > 0 ? `${profile.checked} (old)` : profile.checked,
  ]);
  return table(['Vendor', 'Name', 'Principal', 'External ID', 'Set-up', 'Facts of'], rows);
}

export function cataloguePages({ vendors }: VendorCatalogue): string {
  return vendors.map(({ profile, notices }) => vendorPage(profile, notices)).join('\n');
}

export function catalogueJson({ vendors }: VendorCatalogue): string {
  const all = vendors.map(({ profile, notices }) => ({ ...profile, notices }));
  return jsonDocument({ ...documentHead('vendors'), vendors: all });
}
