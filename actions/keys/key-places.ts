/** Where a new key's secret goes: to standard output, once, or into Secrets Manager, and nowhere else. */
import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretsManagerClient } from '../../aws/clients';
import { required } from '../../aws/required';
import { TENANT_TAG, tenantTags } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { type CreateOptions, type HandedOut, type KeyPlace, MaybeTaken } from './create';
import type { NewKey } from './target-user-keys';

/** `deliver` resolves when whoever reads has got the key, and rejects where nobody does. */
export function handedTo(deliver: (key: HandedOut) => Promise<void>): CreateOptions['placeFor'] {
  return async ({ tenant }) => ({
    async take(key) {
      const handedOut = { tenant, ...key };
      await deliver(handedOut);
      return handedOut;
    },
  });
}

/** `name`: of the secret, which is made where it is not there. */
export function intoSecret(name: string): CreateOptions['placeFor'] {
  if (name === '') throw new UserError('--secrets-manager needs the name of a secret');
  return async ({ tenant, settings, lateSettings }) => {
    const exists = await isOurs(tenant, name, secretsManagerClient(settings));
    return secretPlace(tenant, { name, exists }, secretsManagerClient(lateSettings));
  };
}

/** Whether it is there. Throws `UserError` for a secret that is somebody else's: what it holds would be replaced. */
async function isOurs(tenant: Tenant, name: string, client: SecretsManagerClient): Promise<boolean> {
  try {
    const answer = await client.send(new DescribeSecretCommand({ SecretId: name }));
    required(answer.ARN, 'DescribeSecret', 'ARN');
    const owner = (answer.Tags ?? []).find(({ Key }) => Key === TENANT_TAG)?.Value;
    if (owner === tenant.name) return true;
    throw new UserError(
      `the secret ${name} is ${owner === undefined ? 'not ours: it has no' : `of the tenant ${owner}, by its`} tag ${TENANT_TAG}; name another one`,
    );
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return false;
  }
}

function secretPlace(
  tenant: Tenant,
  secret: { readonly name: string; readonly exists: boolean },
  client: SecretsManagerClient,
): KeyPlace {
  return {
    async take(key) {
      // The ID of the version that takes the key: by it, it is found out whether it did.
      const version = randomUUID();
      try {
        const arn = await put(tenant, secret, key, version, client);
        return { tenant, accessKeyId: key.accessKeyId, secret: arn };
      } catch (error) {
        const arn = await heldBy(secret.name, version, key, tenant, error as Error, client);
        if (arn !== undefined) return { tenant, accessKeyId: key.accessKeyId, secret: arn };
        throw error;
      }
    },
  };
}

/** Puts both halves there, as JSON. What the secret held before stays as its previous version. Answers its ARN. */
async function put(
  tenant: Tenant,
  { name, exists }: { readonly name: string; readonly exists: boolean },
  { accessKeyId, secretAccessKey }: NewKey,
  ClientRequestToken: string,
  client: SecretsManagerClient,
): Promise<string> {
  const value = {
    SecretString: JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }),
    ClientRequestToken,
  };
  if (exists) {
    const { ARN } = await client.send(new PutSecretValueCommand({ SecretId: name, ...value }));
    return required(ARN, 'PutSecretValue', 'ARN');
  }
  const { ARN } = await client.send(
    new CreateSecretCommand({
      Name: name,
      Description: `Access key of ${tenant.vendor.name} for ${tenant.bucket.name}, tenant ${tenant.name}`,
      Tags: Object.entries(tenantTags(tenant)).map(([Key, Value]) => ({ Key, Value })),
      ...value,
    }),
  );
  return required(ARN, 'CreateSecret', 'ARN');
}

/**
 * The ARN of the secret where it holds the version though its answer said otherwise; undefined where it does not. Throws
 * {@link MaybeTaken} where that cannot be found out.
 */
async function heldBy(
  name: string,
  version: string,
  { accessKeyId }: NewKey,
  tenant: Tenant,
  error: Error,
  client: SecretsManagerClient,
): Promise<string | undefined> {
  try {
    const answer = await client.send(new DescribeSecretCommand({ SecretId: name }));
    const arn = required(answer.ARN, 'DescribeSecret', 'ARN');
    return version in (answer.VersionIdsToStages ?? {}) ? arn : undefined;
  } catch (unread) {
    if ((unread as Error).name === 'ResourceNotFoundException') return undefined;
    throw new MaybeTaken(
      `whether the secret ${name} took the key ${accessKeyId} could not be found out (${error.message}; then ${(unread as Error).message}): where it does not hold it, nobody has its secret, and s3-handshake keys revoke ${tenant.name} ${accessKeyId} deletes it`,
    );
  }
}
