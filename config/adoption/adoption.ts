/**
 * What was there when a tenant's bucket or role was to be taken over. Terraform's import takes a resource that exists,
 * and "creates" over everything that it is not told of; so what exists is read first, by `s3-handshake adopt --record`,
 * and kept in `adoptions/<tenant>.json`, which is committed: whoever reviews it sees what would be lost.
 */
import { z } from 'zod';

/** The folder of the records, relative to the project. */
export const ADOPTIONS = 'adoptions';

/** Path of a tenant's record, relative to the project, with `/`. */
export function adoptionFile(tenant: string): string {
  return `${ADOPTIONS}/${tenant}.json`;
}

const json = z.json();

const bucket = z.strictObject({
  name: z.string(),
  region: z.string(),
  /** By sub-resource, in the form of `aws/deployed/bucket-settings.ts`; what is not set is left out. */
  settings: z.record(z.string(), json),
});

const role = z.strictObject({
  name: z.string(),
  /** Begins and ends with `/`. */
  path: z.string(),
  /** The document. */
  trustPolicy: z.string(),
  /** Seconds. */
  maxSessionDuration: z.number(),
  /** ARN of the policy. */
  permissionsBoundary: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  /** By name: the document. */
  inlinePolicies: z.record(z.string(), z.string()),
  /** ARNs. */
  attachedPolicies: z.array(z.string()),
});

/** The form of `adoptions/<tenant>.json`. */
export const adoptionSchema = z.strictObject({
  kind: z.literal('adoption'),
  version: z.literal(1),
  tenant: z.string(),
  /** When it was read: ISO 8601 in UTC. */
  readAt: z.string(),
  bucket: bucket.optional(),
  role: role.optional(),
  /** Ids of the losses that were approved. */
  approved: z.array(z.string()),
});

/** A bucket that is there already. */
export type AdoptedBucket = Readonly<z.infer<typeof bucket>>;
/** A role that is there already. */
export type AdoptedRole = Readonly<z.infer<typeof role>>;

/** What is there of a tenant before its first deployment, and which losses are approved. */
export interface Adoption {
  /** Undefined where the tenant's file adopts none. */
  readonly bucket?: AdoptedBucket | undefined;
  /** Likewise. */
  readonly role?: AdoptedRole | undefined;
  /** Ids of losses. */
  readonly approved: readonly string[];
}
