/** One session per account, shared by all tenants there: by the fleet's `read` role, or as the caller. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Tenant } from '../config/tenant/tenant';
import { unlessAborted } from '../config/unless-aborted';
import { parseArn } from '../config/values/arn';
import { localAws } from '../config/values/local-aws';
import { iamClient, kmsClient, s3Client, s3ControlClient, stsClient, taggingClient } from './clients';
import { assumed, callerCredentials } from './credentials';
import { type Present, present, read, type Unread } from './deployed/reading';
import { required } from './required';

export interface Clients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/** Access to one account, for as long as a command runs. */
export interface AccountSession {
  /** Made once for each region. */
  clients(region: string): Clients;
  close(): void;
}

/** Whose account, and how it is entered. */
export type Entrance = Pick<Tenant, 'account' | 'region' | 'readRole'>;

export interface Sessions {
  /** The same for the same account and role. Throws `UserError` where the caller has no credentials at all. */
  enter(entrance: Entrance): Promise<EnteredAccount>;
  close(): void;
}

export type EnteredAccount = Present<AccountSession> | Unread;

/** Requests are made again this often where AWS says to slow down. */
const ATTEMPTS = 10;
const SESSION_NAME = 's3-handshake-drift';

export function openSessions(
  env: NodeJS.ProcessEnv,
  profile: string | undefined,
  signal: AbortSignal,
): Sessions {
  const caller = callerCredentials(env, profile);
  const settings = { localAws: localAws(env), maxAttempts: ATTEMPTS, signal };
  const entered = new Map<string, Promise<EnteredAccount>>();

  const enter = async ({ account, region, readRole }: Entrance): Promise<EnteredAccount> => {
    // Without credentials of the caller's there is nothing to read for any tenant: that ends the command.
    await unlessAborted(caller(), signal);
    const asCaller = { ...settings, region, credentials: caller };
    const role =
      readRole === undefined ? undefined : once(assumed(readRole, asCaller, { sessionName: SESSION_NAME }));
    const right = role === undefined ? 'sts:GetCallerIdentity' : 'sts:AssumeRole';
    const call = async () => {
      if (role === undefined) return accountOf(asCaller);
      await role();
      return parseArn(readRole ?? '')?.account ?? '';
    };
    const own = await read({ right, call }, signal);
    if (own.state === 'unread') return own;
    const actual = own.state === 'present' ? own.value : '';
    if (actual !== account) return otherAccount(actual, account, readRole);
    return present(openSession({ ...settings, credentials: role ?? caller }));
  };

  return {
    enter(entrance) {
      const key = `${entrance.account} ${entrance.readRole ?? ''}`;
      const known = entered.get(key) ?? enter(entrance);
      entered.set(key, known);
      return known;
    },
    close() {
      for (const session of entered.values())
        session.then(
          (reading) => reading.state === 'present' && reading.value.close(),
          () => undefined,
        );
    },
  };
}

function otherAccount(actual: string, account: string, readRole: string | undefined): Unread {
  const message =
    readRole === undefined
      ? `the credentials are of account ${actual}; for ${account}, name a role in handshake.yaml: roles: { read: … }`
      : `the read role ${readRole} is of account ${actual}, not ${account}`;
  return { state: 'unread', right: 'sts:AssumeRole', reason: 'failed', code: 'OtherAccount', message };
}

async function accountOf(settings: Parameters<typeof stsClient>[0]): Promise<string> {
  const client = stsClient(settings);
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return required(Account, 'GetCallerIdentity', 'Account');
  } finally {
    client.destroy();
  }
}

function openSession(settings: Omit<Parameters<typeof s3Client>[0], 'region'>): AccountSession {
  const byRegion = new Map<string, Clients>();
  const clients = (region: string): Clients => {
    const known = byRegion.get(region) ?? clientsOf({ ...settings, region });
    byRegion.set(region, known);
    return known;
  };
  return {
    clients,
    close() {
      for (const each of byRegion.values()) for (const client of Object.values(each)) client.destroy();
    },
  };
}

function clientsOf(settings: Parameters<typeof s3Client>[0]): Clients {
  return {
    s3: s3Client({ ...settings, anyRegion: true }),
    s3Control: s3ControlClient(settings),
    // IAM lets an account make few calls a second, whoever makes them; S3's refusals are passing ones.
    iam: iamClient({ ...settings, adaptive: true }),
    kms: kmsClient({ ...settings, adaptive: true }),
    tagging: taggingClient({ ...settings, adaptive: true }),
  };
}

const MINUTES = 60_000;

/** Asks for a session once and again only shortly before it ends, however many clients use it. */
function once(provider: AwsCredentialIdentityProvider): () => Promise<AwsCredentialIdentity> {
  let session: Promise<AwsCredentialIdentity> | undefined;
  let ends = Number.POSITIVE_INFINITY;
  return async () => {
    if (Date.now() > ends - 5 * MINUTES) session = undefined;
    session ??= provider();
    const identity = await session;
    ends = identity.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    return identity;
  };
}
