/** Grants: which do not go together, and what the vendor's profile says to them. */
import { anyOf, quote } from '../values/quote';
import { isFoundIn } from '../values/regular-expression';
import { refusalText, refusedCalls } from './connection-test';
import { notice, problem, type Ruling, type TenantRule } from './tenant-draft';

/**
 * Grants only ever add up, so one inside another reads as a restriction and is none. They are refused, whatever they
 * allow: disjoint prefixes say what they mean.
 */
export const grantsAreDisjoint: TenantRule = ({ says }) =>
  (says.grants ?? []).flatMap((grant, index, grants): readonly Ruling[] => {
    const { prefix } = grant ?? {};
    if (prefix === undefined) return [];
    const path = ['grants', index, 'prefix'];
    const earlier = grants.slice(0, index);
    const twin = earlier.findIndex((other) => other?.prefix === prefix);
    if (twin !== -1)
      return [
        problem(path, `${quote(prefix)} is granted twice, in grants[${twin}] too; put both into one grant`),
      ];
    const outer = grants.findIndex(
      (other, at) =>
        at !== index &&
        other?.prefix !== undefined &&
        other.prefix !== prefix &&
        prefix.startsWith(other.prefix),
    );
    if (outer === -1) return [];
    const around = grants[outer]?.prefix === '' ? 'the whole bucket' : quote(grants[outer]?.prefix ?? '');
    return [
      problem(
        path,
        `${quote(prefix)} lies within ${around} of grants[${outer}]; grants add up, so what is allowed there holds here too: make the prefixes disjoint, or one grant of both`,
      ),
    ];
  });

export const layoutIsTheVendors: TenantRule = ({ says, vendor }) =>
  (says.grants ?? []).flatMap((grant, index) => {
    const { prefix } = grant ?? {};
    if (prefix === undefined || !vendor) return [];
    return vendor.layout
      .filter((rule) => isFoundIn(rule.pattern, prefix) !== (rule.prefix === 'matches'))
      .map(({ severity, says: sentence }) => ({
        path: ['grants', index, 'prefix'],
        message: `${quote(prefix)}: ${sentence}`,
        severity,
      }));
  });

/** A vendor that lacks a right shows an error that seldom names it, so it is said beforehand. Less may still be meant. */
export const grantsCoverAUse: TenantRule = ({ says, vendor }) => {
  const { grants } = says;
  if (!grants || !vendor || vendor.uses.length === 0 || grants.includes(undefined)) return [];
  const allowed = new Set(grants.flatMap((grant) => grant?.allow ?? []));
  const covered = vendor.uses.some(({ allow }) => allow.every((word) => allowed.has(word)));
  if (covered) return [];
  const needs = vendor.uses.map(({ id, allow }) => `${allow.join(', ')} to ${id}`);
  return [notice(['grants'], `${vendor.name} needs ${anyOf(needs)}; the grants cover none of these`)];
};

/** Many vendors save nothing before their test has passed. */
export const connectionTestPasses: TenantRule = ({ says, vendor }) => {
  const { bucket } = says;
  if (!vendor?.connectionTest || !bucket) return [];
  const grants = (says.grants ?? []).flatMap((grant) =>
    grant?.prefix === undefined
      ? []
      : [
          {
            prefix: grant.prefix,
            allow: (grant.allow ?? []).filter((word) => word !== undefined),
            extraActions: (grant.extraActions ?? []).filter((action) => action !== undefined),
          },
        ],
  );
  if (grants.length === 0) return [];
  return refusedCalls({ vendor, bucket, grants }).map((refused) =>
    notice(['grants'], refusalText(vendor.name, refused)),
  );
};
