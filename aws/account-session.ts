/** One session per account, shared by all tenants there: by the fleet's `read` role, or as the caller. */
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Tenant } from '../config/tenant/tenant';
import { unlessAborted } from '../config/unless-aborted';
import { parseArn } from '../config/values/arn';
import { localAws } from '../config/values/local-aws';
import { type ClientSettings, taggingClient } from './clients';
import { assumed, callerCredentials } from './credentials';
import { type Present, present, read, type Unread } from './deployed/reading';
import { type ReadingClients, readingClients } from './deployed/tenant-readings';
import { accountOf } from './who-is';

export interface Clients extends ReadingClients {
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
const SESSION_NAME = 's3-handshake';

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
      readRole === undefined ? undefined : assumed(readRole, asCaller, { sessionName: SESSION_NAME });
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

function openSession(settings: Omit<ClientSettings, 'region'>): AccountSession {
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

function clientsOf(settings: ClientSettings): Clients {
  return {
    ...readingClients({ ...settings, anyRegion: true }),
    tagging: taggingClient({ ...settings, adaptive: true }),
  };
}
