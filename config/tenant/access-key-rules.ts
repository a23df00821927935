/** Tenants whose vendor comes with the access key of a user, not by assuming a role. */
import type { FieldPath } from '../yaml/field-path';
import { notice, problem, type TenantRule, type TenantView } from './tenant-draft';
import type { TenantFile } from './tenant-schema';

/** A key is made only for a vendor that says that it takes one: a key that nobody needs is a secret to lose. */
export const keyIsDocumented: TenantRule = ({ vendor }) => {
  if (!vendor || vendor.accessKeys.support === 'documented') return [];
  const { says } = vendor.accessKeys;
  const why = says === undefined ? '' : ` (${says})`;
  return [
    problem(
      ['credentials'],
      `${vendor.name} documents no way in by access key${why}; leave credentials out, and it assumes a role`,
    ),
  ];
};

/** What speaks of a role that is assumed, and of its sessions. */
const OF_ROLES: readonly (keyof TenantFile)[] = [
  'principal',
  'externalId',
  'acceptNoExternalId',
  'verifier',
  'role',
  'revokeSessionsBefore',
];

export const nothingOfRoles: TenantRule = (view) => {
  const fields = OF_ROLES.filter((field) => view.has(field)).map((field): FieldPath => [field]);
  return [...fields, ...adoptedRoles(view)].map((path) =>
    problem(
      path,
      'has no meaning with credentials: access-key, where a user is made and no role is assumed; leave it out',
    ),
  );
};

function adoptedRoles({ says }: TenantView): readonly FieldPath[] {
  return (says.adopt ?? []).flatMap((one, index) => (one === 'role' ? [['adopt', index]] : []));
}

/**
 * Said at every turn, because nothing else will end it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
 */
export const roleIsBetter: TenantRule = ({ vendor }) => [
  notice(
    ['credentials'],
    `a role is better wherever ${vendor?.name ?? 'the vendor'} can assume one: an access key does not end by itself, and works for everybody who has it`,
  ),
];
