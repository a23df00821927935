/** What a shell needs to be the vendor of a tenant in an embedded AWS, beside the bucket's owner as a profile. */
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@smithy/types';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { LocalAws } from '../../config/values/local-aws';
import { SECRET_MODE, writeWhole } from '../../report/write-file';
import { OWN_FOLDER } from '../../terraform/environment';
import { type RootOf, vendorSession } from './vendor-session';

/** The profile of the bucket's owner, beside the vendor's own credentials. */
const CUSTOMER = 'customer';

export interface VendorShell {
  /** To be exported; an empty value takes away what an earlier session has left. */
  readonly variables: NodeJS.ProcessEnv;
  /** What to do in such a shell, in lines. */
  readonly says: string;
}

/** Throws `UserError` for a name that is not one tenant's, and for what {@link vendorSession} refuses. */
export async function vendorShell(
  project: string,
  name: string,
  endpoint: LocalAws,
  rootOf: RootOf,
  signal: AbortSignal,
): Promise<VendorShell> {
  const tenant = tenantOf(project, name);
  const session = await vendorSession(tenant, endpoint, rootOf, signal);
  const { url, plainHttpUrl } = endpoint;
  return {
    variables: {
      HANDSHAKE_LOCAL_AWS: url,
      ...(plainHttpUrl === undefined ? {} : { HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: plainHttpUrl }),
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      // Empty and not absent: the token of an earlier session must not stay beside a new key.
      AWS_SESSION_TOKEN: session.sessionToken ?? '',
      AWS_REGION: tenant.region,
      AWS_DEFAULT_REGION: tenant.region,
      AWS_ENDPOINT_URL: url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: writeProfile(
        join(project, OWN_FOLDER, `local-aws-${tenant.account}.config`),
        CUSTOMER,
        rootOf(tenant.account),
      ),
    },
    says:
      `This shell is ${tenant.vendor.name} then, and the bucket's owner is the profile ${CUSTOMER}:\n` +
      `  npx s3-handshake verify ${name} --as vendor --owner-profile ${CUSTOMER}\n`,
  };
}

function tenantOf(project: string, name: string): Tenant {
  const [tenant, ...others] = selectTenants(loadProject(project, { tenants: [name] }), [name]);
  if (!tenant || others.length > 0) throw new UserError(`${name} is not the name of one tenant`);
  return tenant;
}

/** An AWS configuration file with one profile, of credentials that die with the embedded AWS. Answers the file. */
export function writeProfile(
  file: string,
  profile: string,
  { accessKeyId, secretAccessKey }: AwsCredentialIdentity,
): string {
  writeWhole(
    file,
    `[profile ${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    SECRET_MODE,
  );
  return file;
}
