/** What a profile says, by subject: a sentence a line, plain text. */
import { callName } from '../../config/tenant/connection-test';
import { ACL_ACTION, OWNER_ACL } from '../../config/tenant/owner-acl';
import type { ConnectionCall } from '../../config/vendor/connection-call';
import type { NextPrincipal, PrincipalChoice, VendorProfile } from '../../config/vendor/vendor';

export interface VendorSection {
  readonly subject: 'form' | 'errors' | 'other';
  readonly title: string;
  readonly lines: readonly string[];
}

/** Those of which there is something to say. */
export function vendorSections(vendor: VendorProfile): readonly VendorSection[] {
  const all: readonly VendorSection[] = [
    other('Principal that assumes the role', principalLines(vendor)),
    other('External ID', externalIdLines(vendor)),
    other('Set-up', setUpLines(vendor)),
    other('What it does with the bucket', vendor.uses.map(useLine)),
    other('Its rules', ruleLines(vendor)),
    other('ACL header', aclHeaderLines(vendor)),
    other('Access point', [accessPointLine(vendor)]),
    other('Access keys', accessKeyLines(vendor)),
    { subject: 'form', title: 'What goes into its form', lines: vendor.handover.map(handoverLine) },
    other('What it needs beside role and bucket', vendor.alsoNeeds),
    other('How it tests the connection', connectionLines(vendor)),
    { subject: 'errors', title: 'Its errors, and what is behind them', lines: vendor.errors.map(errorLine) },
    other(`Facts of ${vendor.checked}, from`, vendor.sources),
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function other(title: string, lines: readonly string[]): VendorSection {
  return { subject: 'other', title, lines };
}

/** Whether there is one and who makes it, in one cell of a table. */
export function externalIdSummary({ externalId }: VendorProfile): string {
  if (externalId.support === 'unsupported') return 'not supported';
  const maker = externalId.madeBy === 'either' ? 'either side' : `the ${externalId.madeBy}`;
  return `${externalId.support}, made by ${maker}`;
}

function principalLines({ principal, selfAssume, trustActions }: VendorProfile): readonly string[] {
  const also = [
    ...(selfAssume ? ['the role must be able to assume itself; the kit sees to it'] : []),
    ...(trustActions.length > 0 ? [`with the assumption it sends ${trustActions.join(', ')}`] : []),
  ];
  switch (principal.kind) {
    case 'fixed':
      return [
        ...principal.arns,
        ...(principal.next ? [nextLine(principal.next)] : []),
        'compare it with the screen; the tenant file repeats it',
        ...also,
      ];
    case 'choice':
      return [...principal.choices.map(choiceLine), 'the tenant file repeats what the screen shows', ...also];
    case 'per-tenant':
      return [`shown to each tenant: ${principal.foundAt}`, ...also];
  }
}

function nextLine({ arns, from, until, says }: NextPrincipal): string {
  const end = until === undefined ? '' : `, and from ${until} on alone`;
  return `from ${from} on also ${arns.join(' and ')}${end}: ${says}`;
}

function choiceLine({ where, arns, partition, regions }: PrincipalChoice): string {
  const only = [...(partition === undefined ? [] : [partition]), ...regions];
  return `${where}: ${arns.join(', ')}${only.length === 0 ? '' : ` (for ${only.join(', ')})`}`;
}

function externalIdLines(vendor: VendorProfile): readonly string[] {
  const { foundAt, format, reason, two } = vendor.externalId;
  return [
    externalIdSummary(vendor),
    ...(foundAt === undefined ? [] : [foundAt]),
    ...(format === undefined ? [] : [`must be ${format.says}`]),
    ...(reason === undefined ? [] : [reason]),
    ...(two === undefined ? [] : [`one role may have two of them: ${two}`]),
  ];
}

function setUpLines({ phases, betweenPhases }: VendorProfile): readonly string[] {
  if (phases === 1) return ['in one go'];
  return ["in two phases: the vendor wants the role's ARN first", ...(betweenPhases ? [betweenPhases] : [])];
}

function useLine({ id, says, prefix, allow, extraActions }: VendorProfile['uses'][number]): string {
  const actions = [...allow, ...extraActions].join(', ');
  return `${id}: ${says} (${actions}; such as below ${prefix || 'the whole bucket'})`;
}

function ruleLines(vendor: VendorProfile): string[] {
  const { roleName, rolePath, bucketName, encryption, layout, bucketWideActions, kmsActions } = vendor;
  return [
    ...(roleName ? [`the role's name must be ${roleName.says}`] : []),
    ...(rolePath ? [`the role's path must be ${rolePath.says}`] : []),
    ...(encryption ? [`encryption with a KMS key is ${encryption.kms}: ${encryption.says}`] : []),
    ...(bucketName ? [`the bucket's name must be ${bucketName.says}`] : []),
    ...layout.map(({ says }) => says),
    ...(bucketWideActions.length > 0 ? [`on the whole bucket: ${bucketWideActions.join(', ')}`] : []),
    ...(kmsActions.length > 0 ? [`on an encryption key also: ${kmsActions.join(', ')}`] : []),
  ];
}

function aclHeaderLines({ aclHeader }: VendorProfile): readonly string[] {
  if (!aclHeader) return [];
  return [
    aclHeader.says,
    `given with put: ${ACL_ACTION} for the ACL ${OWNER_ACL} and no other, where ACLs are disabled on the bucket`,
    `from ${aclHeader.source}`,
  ];
}

function accessPointLine({ accessPoint }: VendorProfile): string {
  const words = { yes: 'works through one', no: 'does not work through one', undocumented: 'not documented' };
  const { support, says } = accessPoint;
  return says === undefined ? words[support] : `${words[support]}: ${says}`;
}

function accessKeyLines({ accessKeys }: VendorProfile): readonly string[] {
  const { support, says, handover } = accessKeys;
  if (support === 'undocumented') return [];
  const words = 'documented, by credentials: access-key in the tenant file';
  return [says === undefined ? words : `${words}: ${says}`, ...handover.map(handoverLine)];
}

function connectionLines({ connectionTest }: VendorProfile): readonly string[] {
  if (!connectionTest) return [];
  const { says, calls, source } = connectionTest;
  return [
    says,
    ...(calls?.map(callLine) ?? ['which calls it makes is not published']),
    ...(source === undefined ? [] : [`from ${source}`]),
  ];
}

function callLine({ call, known, uses, when, tolerated, note }: ConnectionCall): string {
  const more = [
    ...(uses === undefined ? [] : [`to ${uses.join(', ')}`]),
    ...(when === undefined ? [] : [when]),
    ...(tolerated ? ['passes where it is denied'] : []),
    KNOWN_BY[known],
  ];
  return `${callName(call)} (${more.join('; ')})${note === undefined ? '' : `: ${note}`}`;
}

const KNOWN_BY: Readonly<Record<ConnectionCall['known'], string>> = {
  documented: 'documented',
  code: 'by its published code',
  users: 'as users report',
};

function errorLine({ message, cause, cure }: VendorProfile['errors'][number]): string {
  return `“${message}”: ${cause}${cure === undefined ? '' : `; ${cure}`}`;
}

function handoverLine({ field, value, note }: VendorProfile['handover'][number]): string {
  return `${field}: ${value}${note === undefined ? '' : ` (${note})`}`;
}
