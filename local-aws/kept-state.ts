/**
 * What the gate holds beside moto, in one value that is written with moto's state and read again at the next start. What
 * is left out can be made anew (what was read from moto), or is of one start alone: the last requests.
 */
import { deserialize, serialize } from 'node:v8';
import type { AccessPoint } from './access-points';
import type { Bucket, PublicAccessBlock } from './buckets';
import type { KeptCredentials } from './credentials';
import type { KeptDirectory } from './iam-directory';
import type { Answer } from './message';
import type { Moto } from './moto';
import type { World } from './world';

interface KeptState {
  readonly startSecret: string;
  readonly credentials: KeptCredentials;
  readonly iam: KeptDirectory;
  readonly names: ReadonlyMap<string, string>;
  readonly buckets: readonly Bucket[];
  readonly accessPoints: readonly AccessPoint[];
  readonly accountBlocks: ReadonlyMap<string, PublicAccessBlock>;
}

/**
 * To be read before the world is made, since the root users' secrets follow from what is in it. Throws where it is
 * damaged.
 */
export async function readState(moto: Moto, folder: string): Promise<KeptState | undefined> {
  const { status, body } = await askForState(moto, 'GET');
  if (status === 404) return undefined;
  try {
    return deserialize(body) as KeptState;
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(
      `${folder} is damaged (${reason}); name another folder, or delete state.sqlite* in it and begin anew`,
    );
  }
}

/** Into a world in which nothing is yet. */
export async function restore(world: World, kept: KeptState): Promise<void> {
  world.credentials.restore(kept.credentials);
  world.names.restore(kept.names);
  for (const bucket of kept.buckets) world.buckets.set(bucket.name, bucket);
  for (const point of kept.accessPoints) world.accessPoints.add(point);
  for (const [account, block] of kept.accountBlocks) world.accountBlocks.set(account, block);
  await world.iam.restore(kept.iam);
}

/** Writes all that changed, of the gate and of moto, at once. Throws where it could not be written. */
export async function writeState(world: World, startSecret: string): Promise<void> {
  const kept: KeptState = {
    startSecret,
    credentials: world.credentials.kept(world.now()),
    iam: world.iam.kept(),
    names: world.names.kept(),
    buckets: [...world.buckets.values()],
    accessPoints: world.accessPoints.all(),
    accountBlocks: world.accountBlocks,
  };
  const { status, body } = await askForState(world.moto, 'PUT', serialize(kept));
  if (status >= 300) throw new Error(`the state could not be written: ${body.toString()}`);
  if (body.length > 0) process.stderr.write(`embedded AWS: cannot be kept: ${body.toString()}\n`);
}

function askForState(moto: Moto, method: 'GET' | 'PUT', body = Buffer.alloc(0)): Promise<Answer> {
  return moto.send({ service: 'state', region: '', account: '', method, path: '/-/state', body });
}
