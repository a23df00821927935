/** Where a new key's secret goes: to standard output, once, or into Secrets Manager, and nowhere else. */
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { TENANT_TAG, tenantTags } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { NewKey } from './access-keys';

/** A secret into which a key of this tenant may be put. */
export interface SecretPlace {
  readonly name: string;
  readonly exists: boolean;
}

/**
 * Looked at before there is a key that it is for. Throws `UserError` for a secret that is somebody else's: what it holds
 * would be replaced.
 */
export async function findSecret(
  tenant: Tenant,
  name: string,
  client: SecretsManagerClient,
): Promise<SecretPlace> {
  try {
    const { Tags = [] } = await client.send(new DescribeSecretCommand({ SecretId: name }));
    const owner = Tags.find(({ Key }) => Key === TENANT_TAG)?.Value;
    if (owner === tenant.name) return { name, exists: true };
    throw new UserError(
      `the secret ${name} is ${owner === undefined ? 'not ours: it has no' : `of the tenant ${owner}, by its`} tag ${TENANT_TAG}; name another one`,
    );
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return { name, exists: false };
  }
}

/** Puts both halves there, as JSON. What the secret held before stays as its previous version. Answers its ARN. */
export async function putSecret(
  tenant: Tenant,
  { name, exists }: SecretPlace,
  { accessKeyId, secretAccessKey }: NewKey,
  client: SecretsManagerClient,
): Promise<string> {
  const SecretString = JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
  if (exists) {
    const { ARN = name } = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    return ARN;
  }
  const { ARN = name } = await client.send(
    new CreateSecretCommand({
      Name: name,
      Description: `Access key of ${tenant.vendor.name} for ${tenant.bucket.name}, tenant ${tenant.name}`,
      SecretString,
      Tags: Object.entries(tenantTags(tenant)).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return ARN;
}
