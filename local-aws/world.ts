/** The state of the embedded AWS beside what moto keeps. */
import { AccessPoints } from './access-points';
import type { Buckets, PublicAccessBlock } from './buckets';
import { consoleToken } from './console-token';
import { Credentials } from './credentials';
import { type Decide, decideByPolicies } from './decider';
import { NamesInUse } from './iam-conflicts';
import { IamDirectory } from './iam-directory';
import type { KmsKey } from './kms-key';
import type { Moto } from './moto';
import { RecentRequests } from './recent-requests';
import type { WritingDown } from './write-down';

export interface World {
  readonly moto: Moto;
  readonly recent: RecentRequests;
  /** What opens the page's data. */
  readonly consoleToken: string;
  readonly iam: IamDirectory;
  readonly credentials: Credentials;
  readonly names: NamesInUse;
  readonly buckets: Buckets;
  readonly accessPoints: AccessPoints;
  /** By account; an account that never set one has none. */
  readonly accountBlocks: Map<string, PublicAccessBlock>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly decide: Decide;
  /** Whether the request that comes now is to be told to slow down. */
  readonly throttle: () => boolean;
  /** Where it keeps its state between starts. */
  writingDown?: WritingDown;
  /** By account, region and name; emptied when anything in KMS changes. */
  readonly kmsKeys: Map<string, Promise<KmsKey | undefined>>;
}

/** What the world can be given from outside. */
export interface WorldOptions {
  readonly iamDelaySeconds?: number;
  readonly throttle?: number;
  readonly decide?: Decide;
  readonly now?: () => number;
}

/** Nothing is in it yet. `startSecret`: what the secrets of root users follow from. */
export function newWorld(
  moto: Moto,
  { iamDelaySeconds = 0, throttle = 0, decide = decideByPolicies, now = Date.now }: WorldOptions,
  startSecret: string,
): World {
  return {
    moto,
    recent: new RecentRequests(),
    consoleToken: consoleToken(startSecret),
    iam: new IamDirectory(moto, now, iamDelaySeconds),
    credentials: new Credentials(startSecret),
    names: new NamesInUse(),
    buckets: new Map(),
    accessPoints: new AccessPoints(),
    accountBlocks: new Map(),
    kmsKeys: new Map(),
    now,
    decide,
    throttle: everySoOften(throttle),
  };
}

/** True for exactly that share of calls, evenly spread, so that a run can be repeated. */
function everySoOften(share: number): () => boolean {
  let due = 0;
  return () => {
    due += share;
    if (due < 1) return false;
    due -= 1;
    return true;
  };
}
