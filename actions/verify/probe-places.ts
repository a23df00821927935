/** Where probe objects lie, and which places a grant does not reach. */
import type { Grant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import type { Place } from './check';

/** Below this name, in every place, lie the objects that verify makes; a vendor may take up what it finds. */
const PROBE_FOLDER = '.s3-handshake/';

/** Every probe object of a run in a place has a key that begins so. `run`: 16 random hexadecimal digits; empty for all runs. */
export function probePrefix({ prefix }: Place, run: string): string {
  return `${prefix}${PROBE_FOLDER}${run}`;
}

/** The run that a key is of; undefined for what no run made. */
export function runOf(place: Place, key: string): string | undefined {
  const folder = probePrefix(place, '');
  return key.startsWith(folder) ? /^([0-9a-f]{16})-\d+$/.exec(key.slice(folder.length))?.[1] : undefined;
}

/** A place that no grant of `verb` reaches; undefined where one reaches the whole bucket. */
export function outside(grants: readonly Grant[], verb: Access): Place | undefined {
  return firstNotReached(grants, verb, ['', 'outside/', 'outside-1/', 'outside-2/']);
}

/**
 * A place whose name begins like the grant's prefix: what a policy without the last `/` would let in.
 * Undefined where the grant is for the whole bucket, or everything next to it is granted too.
 */
export function nextTo(grants: readonly Grant[], verb: Access, { prefix }: Grant): Place | undefined {
  if (prefix === '') return undefined;
  const stem = prefix.slice(0, -1);
  return firstNotReached(grants, verb, [`${stem}-x/`, `${stem}-y/`, `${stem}0/`]);
}

/** Whether a grant lets `verb` be done to the probe objects of a place. */
export function reaches(grants: readonly Grant[], verb: Access, { prefix }: Place): boolean {
  return grants.some(
    (grant) => grant.allow.includes(verb) && `${prefix}${PROBE_FOLDER}`.startsWith(grant.prefix),
  );
}

function firstNotReached(
  grants: readonly Grant[],
  verb: Access,
  prefixes: readonly string[],
): Place | undefined {
  const prefix = prefixes.find((candidate) => !reaches(grants, verb, { prefix: candidate }));
  return prefix === undefined ? undefined : { prefix };
}

/** As it stands in a check's id. */
export function placeLabel({ prefix }: Place): string {
  return prefix === '' ? '*' : prefix;
}

export function below({ prefix }: Place): string {
  return prefix === '' ? 'at the root of the bucket' : `below ${prefix}`;
}
