/**
 * What was there when a tenant's bucket or role was to be taken over. Terraform's import takes a resource that exists,
 * and "creates" over everything that it is not told of; so what exists is read first, by `s3-handshake adopt --record`,
 * and kept in `adoptions/<tenant>.json`, which is committed: whoever reviews it sees what would be lost.
 */
import { z } from 'zod';
import { ADOPTIONS } from '../fleet/project-files';

/** Path of a tenant's record, relative to the project, with `/`. */
export function adoptionFile(tenant: string): string {
  return `${ADOPTIONS}/${tenant}.json`;
}

const json = z.json();

const bucket = z.strictObject({
  name: z.string(),
  region: z.string(),
  /** In the form of `aws/deployed/bucket-settings.ts`. */
  settings: z.record(z.string(), json),
});

const role = z.strictObject({
  name: z.string(),
  path: z.string(),
  description: z.string().optional(),
  trustPolicy: z.string(),
  maxSessionDuration: z.number(),
  permissionsBoundary: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  inlinePolicies: z.record(z.string(), z.string()),
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
export interface AdoptedBucket {
  readonly name: string;
  /** As AWS writes it: `us-east-1`. */
  readonly region: string;
  /** By sub-resource, what is set; what is not set is left out. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A role that is there already. */
export interface AdoptedRole {
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** Undefined where it has none, and in a record that was written before it was kept. */
  readonly description?: string | undefined;
  /** The document. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** ARN of the policy. */
  readonly permissionsBoundary?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** By name: the document. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
}

/** What is there of a tenant before its first deployment, and which losses are approved. */
export interface Adoption {
  /** Undefined where the tenant's file adopts none. */
  readonly bucket?: AdoptedBucket | undefined;
  /** Likewise. */
  readonly role?: AdoptedRole | undefined;
  /** Ids of losses. */
  readonly approved: readonly string[];
}
