/** Vendors of the kit's catalogue by their principals, for what is known of them. */
import { KIT_HOME } from '../../config/kit-home';
import { catalogueOf } from '../../config/vendor/catalogue';
import type { VendorProfile } from '../../config/vendor/vendor';
import { vendorShelf } from '../../config/vendor/vendor-shelf';

let known: ReadonlyMap<string, VendorProfile> | undefined;

/** The vendor that publishes a principal; undefined for others. The catalogue is read once, where it is first asked. */
export function vendorOf(principal: string): VendorProfile | undefined {
  known ??= byPrincipal();
  return known.get(principal) ?? known.get(`arn:aws:iam::${principal}:root`);
}

function byPrincipal(): ReadonlyMap<string, VendorProfile> {
  const { profiles } = vendorShelf(KIT_HOME, catalogueOf(KIT_HOME), undefined, new Date());
  return new Map(
    [...profiles.values()].flatMap((vendor) => principalsOf(vendor).map((arn) => [arn, vendor] as const)),
  );
}

function principalsOf({ principal }: VendorProfile): readonly string[] {
  if (principal.kind === 'fixed') return principal.arns;
  return principal.kind === 'choice' ? principal.choices.flatMap(({ arns }) => arns) : [];
}
