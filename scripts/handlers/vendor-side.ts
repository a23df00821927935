/** `s3-handshake local-aws --as vendor <tenant>`: what a shell needs to be the vendor, beside an embedded AWS that runs. */
import { join } from 'node:path';
import { vendorSession } from '../../actions/vendor-side/vendor-session';
import type { Context } from '../../command-line/command';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT, localAws } from '../../config/values/local-aws';
import { type AccessKey, rootCredentials, START_SECRET_VARIABLE } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { SECRET_MODE, writeWhole } from '../../report/write-file';
import { OWN_FOLDER } from '../../terraform/environment';
import { exportLines } from './export-lines';

/** The profile of the bucket's owner, beside the vendor's own credentials. */
const CUSTOMER = 'customer';

/** `port`: where the embedded AWS listens, if not where the environment says, or at its usual one. */
export async function beVendor(
  name: string | undefined,
  port: number | undefined,
  context: Context,
): Promise<ExitCode> {
  if (name === undefined) throw new UserError('--as vendor needs the name of one tenant');
  const { project, env, stdout, stderr } = context;
  const endpoint = (port === undefined ? localAws(env) : undefined) ?? {
    url: `http://127.0.0.1:${port ?? LOCAL_AWS_PORT}`,
  };
  const tenant = tenantOf(project, name);
  const startSecret = env[START_SECRET_VARIABLE];
  if (startSecret === undefined || startSecret === '')
    throw new UserError(
      `${START_SECRET_VARIABLE} is not set: paste what s3-handshake local-aws printed when it started into this shell first`,
    );
  const rootOf = (account: string) => rootCredentials(account, startSecret);
  const session = await vendorSession(tenant, endpoint, rootOf);
  stdout(
    exportLines({
      HANDSHAKE_LOCAL_AWS: endpoint.url,
      ...(endpoint.plainHttpUrl === undefined
        ? {}
        : { HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: endpoint.plainHttpUrl }),
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      // Empty and not absent: the token of an earlier session must not stay beside a new key.
      AWS_SESSION_TOKEN: session.sessionToken ?? '',
      AWS_REGION: tenant.region,
      AWS_DEFAULT_REGION: tenant.region,
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: ownerProfile(project, tenant, rootOf(tenant.account)),
    }),
  );
  stderr(
    `This shell is ${tenant.vendor.name} then, and the bucket's owner is the profile ${CUSTOMER}:\n` +
      `  npx s3-handshake verify ${name} --as vendor --owner-profile ${CUSTOMER}\n`,
  );
  return EXIT.ok;
}

function tenantOf(project: string, name: string): Tenant {
  const [tenant, ...others] = selectTenants(loadProject(project, { tenants: [name] }), [name]);
  if (!tenant || others.length > 0) throw new UserError(`${name} is not the name of one tenant`);
  return tenant;
}

/** A file with the root credentials of the customer's account in the embedded AWS, which die with it. */
function ownerProfile(
  project: string,
  { account }: Tenant,
  { accessKeyId, secretAccessKey }: AccessKey,
): string {
  const file = join(project, OWN_FOLDER, `local-aws-${account}.config`);
  writeWhole(
    file,
    `[profile ${CUSTOMER}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    SECRET_MODE,
  );
  return file;
}
