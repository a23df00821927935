/** For each use of a profile the tenant that it proposes. */
import type { VendorProfile } from '../../config/vendor/vendor';

export function nameOf({ id }: Pick<VendorProfile, 'id'>, use: string): string {
  return `${id}-${use}`;
}

/** The fields of its file. */
export function proposed(profile: VendorProfile, useId: string): object {
  const name = nameOf(profile, useId);
  const use = profile.uses.find(({ id }) => id === useId);
  return {
    tenant: name,
    customer: 'acme',
    vendor: profile.id,
    account: '111122223333',
    region: 'us-east-1',
    principal: principalOf(profile),
    ...(profile.externalId.support === 'unsupported'
      ? { acceptNoExternalId: 'the vendor supports none' }
      : { externalId: externalIdOf(profile, `${name}-1`) }),
    bucket: { name: `acme-${name}` },
    grants: [
      {
        prefix: use?.prefix ?? '',
        allow: use?.allow,
        ...(use && use.extraActions.length > 0 ? { extraActions: use.extraActions } : {}),
      },
    ],
  };
}

/** Whom a tenant of this vendor would name. */
export function principalOf({ principal }: VendorProfile): readonly string[] {
  switch (principal.kind) {
    case 'fixed':
      return principal.arns;
    case 'choice':
      return principal.choices[0]?.arns ?? [];
    case 'per-tenant': {
      const [form = 'role'] = principal.forms;
      return [`arn:aws:iam::999988887777:${form === 'root' ? 'root' : `${form}/vendor`}`];
    }
  }
}

/** Of the vendor's form where it has one; else `otherwise`. */
export function externalIdOf({ id }: Pick<VendorProfile, 'id'>, otherwise: string): string {
  return IN_FORM[id] ?? otherwise;
}

/** External IDs of vendors that have a form for them. */
const IN_FORM: Readonly<Record<string, string>> = {
  materialize: 'mz_1e28fbc0-5b5f-4d0c-9a47-3c2f0e0f6d11_u12',
  'sumo-logic': 'eu:000000000071C4F2',
};
