/** Who may assume the role: the vendor's principal, its external ID, and the verifier, against profile and place. */
import { roleArn } from '../values/arn';
import { DOCUMENTATION_ACCOUNT } from '../values/aws-account';
import { parsePrincipal } from '../values/principal';
import { quote } from '../values/quote';
import { matchesWhole } from '../values/regular-expression';
import { haveMoved, publishedPrincipals } from '../vendor/published-principals';
import type { VendorProfile } from '../vendor/vendor';
import { awaitedOf, notice, problem, type Ruling, type TenantRule, type TenantView } from './tenant-draft';

/** Where a principal stands in the file: `principal`, or `principal[1]` in a list. */
function principalPath({ says, vendorPrincipals }: TenantView, arn: string): (string | number)[] {
  return typeof says.principal === 'string' ? ['principal'] : ['principal', vendorPrincipals.indexOf(arn)];
}

export const principalFitsPlace: TenantRule = (view) => {
  const { vendorPrincipals, partition, region, says } = view;
  return vendorPrincipals.flatMap((arn): readonly Ruling[] => {
    const path = principalPath(view, arn);
    const principal = parsePrincipal(arn);
    if (!principal) return [];
    if (partition !== undefined && principal.partition !== partition)
      return [
        problem(
          path,
          `is of the partition ${principal.partition}, and the region ${region} is in ${partition}: no role can be assumed across partitions`,
        ),
      ];
    if (says.account !== undefined && principal.account === says.account)
      return [
        problem(
          path,
          `is in the customer's own account ${says.account}; it must be the vendor's, from the vendor's screen`,
        ),
      ];
    if (principal.account === DOCUMENTATION_ACCOUNT)
      return [
        notice(
          path,
          `${DOCUMENTATION_ACCOUNT} is the account of AWS's and vendors' samples; compare it with the vendor's screen`,
        ),
      ];
    return [];
  });
};

export const principalIsTheVendors: TenantRule = (view) => {
  const { vendor, has, vendorPrincipals, now } = view;
  if (!vendor) return [];
  if (awaitedOf(view).includes('principal')) return [];
  if (!has('principal')) return [problem(['principal'], `is missing: ${whereToFind(vendor, now)}`)];
  if (vendorPrincipals.length === 0) return [];
  switch (vendor.principal.kind) {
    case 'fixed': {
      const { arns, next } = vendor.principal;
      const published = publishedPrincipals(vendor.principal, now);
      const isOne = [arns, [...arns, ...(next?.arns ?? [])], published].some((one) =>
        same(vendorPrincipals, one),
      );
      return isOne ? [] : [problem(['principal'], differs(vendor, published.join(' and ')))];
    }
    case 'choice':
      return choiceProblems(view, vendor, vendor.principal.choices);
    case 'per-tenant': {
      const { forms, foundAt } = vendor.principal;
      const odd = vendorPrincipals.find((arn) => {
        const form = parsePrincipal(arn)?.form;
        return form !== undefined && forms.length > 0 && !forms.includes(form);
      });
      if (odd === undefined) return [];
      return [
        problem(
          principalPath(view, odd),
          `${vendor.name} hands out ${forms.join(' or ')} ARNs, this is another kind; copy it from ${foundAt}`,
        ),
      ];
    }
  }
};

/** Said to those whose file has the old principals alone, and once they hold no more, to those who have them still. */
export const principalMoves: TenantRule = (view) => {
  const { vendor, vendorPrincipals, now } = view;
  if (vendor?.principal.kind !== 'fixed' || !vendor.principal.next) return [];
  const { arns, next } = vendor.principal;
  const old = vendorPrincipals.find((arn) => arns.includes(arn));
  if (old !== undefined && haveMoved(next, now))
    return [
      notice(principalPath(view, old), `${vendor.name} has not used it since ${next.until}: ${next.says}`),
    ];
  if (!same(vendorPrincipals, arns)) return [];
  const added = next.arns.join(' and ');
  return [notice(['principal'], `from ${next.from} on ${added} comes beside it: ${next.says}`)];
};

function choiceProblems(
  { vendorPrincipals, partition, region }: TenantView,
  vendor: VendorProfile,
  choices: Extract<VendorProfile['principal'], { kind: 'choice' }>['choices'],
): readonly Ruling[] {
  const here = choices.filter(
    (choice) =>
      (partition === undefined || choice.partition === undefined || choice.partition === partition) &&
      (region === undefined || choice.regions.length === 0 || choice.regions.includes(region)),
  );
  if (here.some(({ arns }) => same(vendorPrincipals, arns))) return [];
  if (here.length === 0)
    return [problem(['principal'], `${vendor.name} publishes no principal for ${region ?? 'this region'}`)];
  return [
    problem(
      ['principal'],
      differs(vendor, here.map(({ where, arns }) => `${arns.join(' and ')} (${where})`).join(', or ')),
    ),
  ];
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((arn) => others.includes(arn));
}

function differs(vendor: VendorProfile, expected: string): string {
  return `must be what ${vendor.name} publishes, all of it: ${expected}; if the vendor's screen shows another, the profile is out of date (its facts are of ${vendor.checked}): correct them in vendors/${vendor.id}.yaml of your project, which overrides it`;
}

function whereToFind({ principal, name }: VendorProfile, now: Date): string {
  switch (principal.kind) {
    case 'fixed':
      return `${name} publishes ${publishedPrincipals(principal, now).join(' and ')}; compare it with the vendor's screen and write it here`;
    case 'choice':
      return `${name} publishes ${principal.choices.map(({ where, arns }) => `${arns.join(' and ')} (${where})`).join(', ')}; write that which the vendor's screen shows`;
    case 'per-tenant':
      return `the ARN that ${name} shows at ${principal.foundAt}`;
  }
}

export const externalIdFitsVendor: TenantRule = (view) => {
  const { vendor, has, externalIds } = view;
  if (!vendor) return [];
  const { support, format } = vendor.externalId;
  if (has('externalId')) {
    if (support === 'unsupported') return [problem(['externalId'], unsupported(vendor))];
    if (!format) return [];
    const odd = externalIds.find((id) => !matchesWhole(format.pattern, id));
    return odd === undefined
      ? []
      : [problem(['externalId'], `${quote(odd)} is not one of ${vendor.name}'s: it must be ${format.says}`)];
  }
  if (awaitedOf(view).includes('externalId')) return [];
  if (support === 'required')
    return [problem(['externalId'], `is missing: ${vendor.name} requires one${idSource(vendor)}`)];
  if (has('acceptNoExternalId')) return [];
  const why = support === 'unsupported' ? `${vendor.name} supports no external ID` : 'without an external ID';
  return [
    problem(
      ['acceptNoExternalId'],
      `is missing: ${why}, so that anybody who gets ${vendor.name} to assume the role is let in; say here why that is accepted`,
    ),
  ];
};

function unsupported({ name, externalId }: VendorProfile): string {
  const why = externalId.reason === undefined ? '' : ` (${externalId.reason})`;
  return `${name} supports no external ID${why}: with one it could not assume the role; leave it out and give acceptNoExternalId`;
}

function idSource({ externalId }: VendorProfile): string {
  const found = externalId.foundAt === undefined ? '' : ` (${externalId.foundAt})`;
  return externalId.madeBy === 'vendor'
    ? `${found}; it is the vendor's to make`
    : `${found}; make one, a random UUID`;
}

/** Whoever forgets the second phase has a role that lets nobody in: it is said at every turn. */
export const firstPhaseIsSaid: TenantRule = (view) => {
  const { vendor, name } = view;
  const awaited = awaitedOf(view);
  const [first] = awaited;
  if (!vendor || first === undefined) return [];
  const finish = `s3-handshake set ${name} ${awaited.map((field) => `${field}=…`).join(' ')}`;
  return [
    notice(
      [first],
      `the first of two phases: the role lets nobody in. Now ${vendor.betweenPhases ?? `get it from ${vendor.name}`}; then: ${finish}`,
    ),
  ];
};

/** Where an external ID is given, no reason is needed why there is none; a reason left over hides that. */
export const acceptanceIsNeeded: TenantRule = ({ vendor, has }) =>
  has('acceptNoExternalId') && (has('externalId') || vendor?.externalId.support === 'required')
    ? [
        problem(
          ['acceptNoExternalId'],
          'says that there is no external ID, and there is one or must be; leave it out',
        ),
      ]
    : [];

export const externalIdNotices: TenantRule = ({ externalIds, has, vendor }) => [
  ...(externalIds.length > 1
    ? [notice(['externalId'], `two external IDs are let in; ${twoIds(vendor)}`)]
    : []),
  ...(has('acceptNoExternalId') && !has('externalId')
    ? [
        notice(
          ['acceptNoExternalId'],
          `no external ID: everybody who gets ${vendor?.name ?? 'the vendor'} to assume the role is let in`,
        ),
      ]
    : []),
];

/** Two are for a rotation, but at a vendor with two things that each have their own. */
function twoIds(vendor: VendorProfile | undefined): string {
  const rotated = 'drop the old one when the vendor uses the new one';
  const two = vendor?.externalId.two;
  return two === undefined ? rotated : `${two}; while one is rotated, ${rotated}`;
}

/** A verifier that were the vendor, or beside it in its account, would be a second way in. */
export const verifierIsAnother: TenantRule = (view) => {
  const { says, vendorPrincipals, partition, region, roleName, fleet } = view;
  const arn = says.verifier?.principal;
  const verifier = arn === undefined ? undefined : parsePrincipal(arn);
  if (arn === undefined || !verifier) return [];
  const path = ['verifier', 'principal'];
  if (vendorPrincipals.includes(arn))
    return [problem(path, "is the vendor's own principal; name one of the customer's")];
  const vendors = vendorPrincipals.map((principal) => parsePrincipal(principal)?.account);
  if (vendors.includes(verifier.account))
    return [
      problem(path, `is in the vendor's account ${verifier.account}; name a principal of the customer's`),
    ];
  if (partition !== undefined && verifier.partition !== partition)
    return [
      problem(path, `is of the partition ${verifier.partition}, and the region ${region} is in ${partition}`),
    ];
  if (partition !== undefined && says.account !== undefined && roleName !== undefined) {
    const target = roleArn(partition, says.account, says.role?.path ?? fleet.defaults.rolePath, roleName);
    if (arn === target) return [problem(path, 'is the target role itself; name who is to assume it')];
  }
  return [];
};
