/** The bucket's owner: seeds what the vendor may only read, cleans up, and reads back what is deployed. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Answer } from '../../aws/answer';
import { type ClientSettings, s3Client, stsClient } from '../../aws/clients';
import { type ReadingClients, readingClients } from '../../aws/deployed/tenant-readings';
import { whoIs } from '../../aws/who-is';
import type { Tenant } from '../../config/tenant/tenant';
import { put } from './attempts';
import type { Place } from './check';
import type { ProbeObjects } from './probe-objects';

export interface Owner extends ReadingClients {
  /** Whose credentials they are, in words: `--owner-profile admin`. */
  readonly source: string;
  /** Removes what was put there; an interrupt leaves it more time than the others. */
  readonly cleaner: S3Client;
  /** An answer that is `allowed` where the credentials are good and of the tenant's account. */
  identity(): Promise<Answer>;
}

export type Credentials = AwsCredentialIdentity | AwsCredentialIdentityProvider;

export function ownerFor(
  tenant: Tenant,
  source: string,
  credentials: Credentials,
  base: Omit<ClientSettings, 'region' | 'credentials'>,
  cleaning: typeof base,
): Owner {
  const settings = { ...base, region: tenant.region, credentials };
  return {
    source,
    cleaner: s3Client({ ...settings, ...cleaning }),
    ...readingClients(settings),
    async identity() {
      const { answer, arn, account } = await whoIs(stsClient(settings));
      if (answer.kind !== 'allowed' || account === tenant.account) return answer;
      const message = `the owner's credentials (${source}) are ${arn}; the tenant is in account ${tenant.account}`;
      return { ...answer, kind: 'broken', message };
    },
  };
}

/** Puts an object in a place for the vendor to read, or to be denied. */
export async function seed(
  owner: Owner,
  tenant: Tenant,
  place: Place,
  objects: ProbeObjects,
): Promise<Answer> {
  const target = { client: owner.s3, bucket: tenant.bucket.name, owner: tenant.account };
  return put(target, objects.next(place, 'owner', true));
}
