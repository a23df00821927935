/** The state of the embedded AWS beside what moto keeps. */
import type { AccessPoints } from './access-points';
import type { Buckets, PublicAccessBlock } from './buckets';
import type { Credentials } from './credentials';
import type { Decide } from './decider';
import type { NamesInUse } from './iam-conflicts';
import type { IamDirectory } from './iam-directory';
import type { KmsKey } from './kms-key';
import type { Moto } from './moto';

export interface World {
  readonly moto: Moto;
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
  /** By account, region and name; emptied when anything in KMS changes. */
  readonly kmsKeys: Map<string, Promise<KmsKey | undefined>>;
}
