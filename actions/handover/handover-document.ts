/** What the customer takes to the vendor, as a value: the form's fields, what else is to be done, the files. */
import type { Tenant } from '../../config/tenant/tenant';
import { connectionWords } from './connection-words';
import { type Deployed, type HandoverLine, handoverLines } from './form-fields';
import type { VisibleFile } from './visible-files';

export interface HandoverDocument {
  readonly tenant: string;
  /** The vendor's name, and its product. */
  readonly vendor: string;
  readonly product: string;
  readonly fields: readonly HandoverLine[];
  /** What is to be known or done before the values work: a sentence each. */
  readonly attention: readonly string[];
  /** What the vendor needs beside role and bucket, which the kit does not make. */
  readonly alsoNeeds: readonly string[];
  /** How the vendor itself tests the connection; empty where nobody says. */
  readonly connectionTest: string;
  /** What the test calls, and what of that is denied: a sentence each. */
  readonly connectionCalls: readonly string[];
  readonly errors: Tenant['vendor']['errors'];
  /** What the vendor can see; undefined where AWS was not asked. */
  readonly files?: readonly VisibleFile[];
}

export function handoverDocument(
  tenant: Tenant,
  deployed: Deployed,
  files: readonly VisibleFile[] | undefined,
): HandoverDocument {
  const { name, vendor, credentials } = tenant;
  return {
    tenant: name,
    vendor: vendor.name,
    product: (credentials === 'access-key' ? vendor.accessKeys.product : undefined) ?? vendor.product,
    fields: handoverLines(tenant, deployed),
    attention: attentionOf(tenant),
    alsoNeeds: vendor.alsoNeeds,
    connectionTest: vendor.connectionTest?.says ?? '',
    connectionCalls: connectionWords(tenant),
    errors: vendor.errors,
    ...(files === undefined ? {} : { files }),
  };
}

function attentionOf({ awaited, vendor, name, access, externalIds }: Tenant): readonly string[] {
  const [old, young] = externalIds;
  return [
    ...(awaited.length > 0
      ? [
          `The first of two phases: ${vendor.betweenPhases ?? `${vendor.name} answers what is missing`}. Then: s3-handshake set ${name} ${awaited.map((field) => `${field}=…`).join(' ')}`,
        ]
      : []),
    ...(access === 'suspended' ? ['The tenant is suspended: the vendor is refused everything.'] : []),
    ...(young === undefined ? [] : [twoIds(old, young, vendor.externalId.two)]),
  ];
}

function twoIds(one: string | undefined, other: string, why: string | undefined): string {
  return why === undefined
    ? `The external ID is being rotated: from ${one} to ${other}.`
    : `Two external IDs are let in, ${one} and ${other}: ${why}.`;
}
