/**
 * Whose requests a command sends: the SDK's own chain, a profile, or a role of the fleet's. Read from the environment
 * that the command was given, never printed.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { UserError } from '../config/user-error';
import { localAws } from '../config/values/local-aws';
import { type ClientSettings, stsClient } from './clients';
import { required } from './required';

/**
 * The caller's. `profile` of the AWS configuration files beats everything; then come the keys in the environment,
 * `AWS_PROFILE`, and what else the SDK's chain knows (SSO, containers, instances).
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 *
 * The provider throws `UserError` where there are none.
 */
export function callerCredentials(env: NodeJS.ProcessEnv, profile?: string): AwsCredentialIdentityProvider {
  const named = profile ?? (keysIn(env) ? undefined : env.AWS_PROFILE || undefined);
  if (named !== undefined)
    return kept(
      orUserError(fromIni({ profile: named, ...files(env), ...innerClients(env) }), `profile ${named}`),
    );
  const keys = keysIn(env);
  if (keys) return async () => keys;
  return kept(orUserError(fromNodeProviderChain({ ...files(env), ...innerClients(env) }), 'the environment'));
}

/**
 * A session of `roleArn`, made when it is first needed and again before it ends. The provider throws what STS
 * answers.
 */
export function assumed(
  roleArn: string,
  settings: ClientSettings,
  options: { readonly sessionName: string; readonly externalId?: string },
): AwsCredentialIdentityProvider {
  return kept(async () => {
    const { Credentials } = await stsClient(settings).send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: options.sessionName,
        ...(options.externalId === undefined ? {} : { ExternalId: options.externalId }),
      }),
    );
    return sessionCredentials(Credentials);
  });
}

/** A session that ends sooner is not handed out any more. */
const REST = 5 * 60_000;

/** Asks once for as long as the answer lasts, however many clients ask at the same time. A failure is not kept. */
function kept(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let identity: AwsCredentialIdentity | undefined;
  let asked: Promise<AwsCredentialIdentity> | undefined;
  const ask: AwsCredentialIdentityProvider = async (properties) => {
    try {
      identity = await provider(properties);
      return identity;
    } finally {
      asked = undefined;
    }
  };
  return async (properties) => {
    if (identity && lasts(identity)) return identity;
    asked ??= ask(properties);
    return asked;
  };
}

function lasts({ expiration }: AwsCredentialIdentity): boolean {
  return expiration === undefined || expiration.getTime() > Date.now() + REST;
}

interface StsCredentials {
  readonly AccessKeyId: string | undefined;
  readonly SecretAccessKey: string | undefined;
  readonly SessionToken: string | undefined;
  readonly Expiration: Date | undefined;
}

/** What STS calls `Credentials`, as the SDK's clients take it. Throws `UnusableAnswer` where it is not whole. */
export function sessionCredentials(credentials: StsCredentials | undefined): AwsCredentialIdentity {
  const operation = 'AssumeRole';
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = required(
    credentials,
    operation,
    'Credentials',
  );
  return {
    accessKeyId: required(AccessKeyId, operation, 'Credentials.AccessKeyId'),
    secretAccessKey: required(SecretAccessKey, operation, 'Credentials.SecretAccessKey'),
    sessionToken: required(SessionToken, operation, 'Credentials.SessionToken'),
    ...(Expiration ? { expiration: Expiration } : {}),
  };
}

function keysIn(env: NodeJS.ProcessEnv): AwsCredentialIdentity | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/** The AWS configuration files of this environment, which need not be the process's own. */
function files(env: NodeJS.ProcessEnv): { filepath: string; configFilepath: string; ignoreCache: true } {
  const folder = join(env.HOME || homedir(), '.aws');
  return {
    filepath: env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
    configFilepath: env.AWS_CONFIG_FILE || join(folder, 'config'),
    ignoreCache: true,
  };
}

/** A profile may name a role: it is assumed at the embedded AWS where that is used. */
function innerClients(env: NodeJS.ProcessEnv): { clientConfig?: { endpoint: string } } {
  const local = localAws(env);
  return local ? { clientConfig: { endpoint: local.url } } : {};
}

function orUserError(provider: AwsCredentialIdentityProvider, from: string): AwsCredentialIdentityProvider {
  return async (properties) => {
    try {
      return await provider(properties);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'CredentialsProviderError') throw error;
      throw new UserError(`there are no credentials from ${from}: ${error.message}`, {
        code: 'NoCredentials',
        cause: error,
      });
    }
  };
}
