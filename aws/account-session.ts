/** One session per account, shared by all tenants there: by the fleet's `read` role, or as the caller. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, type S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Tenant } from '../config/tenant/tenant';
import { parseArn } from '../config/values/arn';
import { localAws } from '../config/values/local-aws';
import { iamClient, s3Client, s3ControlClient, stsClient, taggingClient } from './clients';
import { assumed, callerCredentials } from './credentials';
import { publicAccessBlock } from './deployed/bucket-settings';
import { type Reading, read } from './deployed/reading';

export interface Clients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

export interface Session {
  /** Made once for each region. */
  clients(region: string): Clients;
  /** Whether the account as a whole blocks public access; asked once, when it first matters. */
  blocksPublicAccess(region: string): Promise<boolean>;
  close(): void;
}

/** Whose account, and how it is entered. */
export type Entrance = Pick<Tenant, 'account' | 'region' | 'readRole'>;

export interface Sessions {
  /** The same for the same account and role. Throws `UserError` where the caller has no credentials at all. */
  enter(entrance: Entrance): Promise<Reading<Session>>;
  close(): void;
}

/** Requests are made again this often where AWS says to slow down. */
const ATTEMPTS = 10;
const SESSION_NAME = 's3-handshake-drift';

export function openSessions(
  env: NodeJS.ProcessEnv,
  profile: string | undefined,
  signal: AbortSignal,
): Sessions {
  const caller = callerCredentials(env, profile);
  const settings = { localAws: localAws(env), maxAttempts: ATTEMPTS };
  const entered = new Map<string, Promise<Reading<Session>>>();

  const enter = async ({ account, region, readRole }: Entrance): Promise<Reading<Session>> => {
    const asCaller = { ...settings, region, credentials: caller };
    const provider =
      readRole === undefined ? caller : once(assumed(readRole, asCaller, { sessionName: SESSION_NAME }));
    const right = readRole === undefined ? 'sts:GetCallerIdentity' : 'sts:AssumeRole';
    const call = async () => {
      if (readRole === undefined) return accountOf(asCaller);
      await provider();
      return parseArn(readRole)?.account ?? '';
    };
    const identity = await read({ right, call }, signal);
    if (identity.kind === 'unread') return identity;
    if (identity.value !== account) return elsewhere(identity.value, account, readRole);
    return { kind: 'found', value: sessionOf({ ...settings, credentials: provider }, account, signal) };
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
          (reading) => reading.kind === 'found' && reading.value.close(),
          () => undefined,
        );
    },
  };
}

function elsewhere(is: string, account: string, readRole: string | undefined): Reading<never> {
  const message =
    readRole === undefined
      ? `the credentials are of account ${is}; for ${account}, name a role in handshake.yaml: roles: { read: … }`
      : `the read role ${readRole} is of account ${is}, not ${account}`;
  return { kind: 'unread', right: 'sts:AssumeRole', reason: 'failed', message };
}

async function accountOf(settings: Parameters<typeof stsClient>[0]): Promise<string> {
  const client = stsClient(settings);
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Account ?? '';
  } finally {
    client.destroy();
  }
}

function sessionOf(
  settings: Omit<Parameters<typeof s3Client>[0], 'region'>,
  AccountId: string,
  signal: AbortSignal,
): Session {
  const byRegion = new Map<string, Clients>();
  const clients = (region: string): Clients => {
    const known = byRegion.get(region) ?? clientsOf({ ...settings, region });
    byRegion.set(region, known);
    return known;
  };
  let blocks: Promise<boolean> | undefined;
  return {
    clients,
    blocksPublicAccess(region) {
      blocks ??= accountBlocks(clients(region).s3Control, AccountId, signal);
      return blocks;
    },
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
    tagging: taggingClient({ ...settings, adaptive: true }),
  };
}

/** Where it cannot be read, nothing is taken to be blocked. */
async function accountBlocks(
  client: S3ControlClient,
  AccountId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const block = await read(
    {
      right: 's3:GetAccountPublicAccessBlock',
      call: async () => {
        const answer = await client.send(new GetPublicAccessBlockCommand({ AccountId }));
        return publicAccessBlock(answer.PublicAccessBlockConfiguration);
      },
      nothing: { codes: ['NoSuchPublicAccessBlockConfiguration'], value: {} },
    },
    signal,
  );
  return (
    block.kind === 'found' &&
    Object.keys(block.value).length > 0 &&
    Object.values(block.value).every((on) => on === true)
  );
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
