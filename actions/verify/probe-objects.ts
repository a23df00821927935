/** The objects that a run makes, each with what became of it, so that nothing is forgotten at the end. */
import { randomBytes } from 'node:crypto';
import type { Place } from './check';
import { probePrefix } from './probe-places';

/** `asked`: a request to put it was sent, and nobody knows what became of it. */
export type ProbeState = 'asked' | 'there' | 'deleted' | 'never';

export interface Probe {
  readonly key: string;
  readonly place: Place;
  readonly body: string;
  /** Whether the tenant's file lets the vendor put it there; the owner may put anything anywhere. */
  readonly expected: boolean;
  readonly by: 'owner' | 'vendor';
  state: ProbeState;
  /** Of a multipart upload that is neither complete nor aborted. */
  uploadId?: string | undefined;
}

export interface ProbeObjects {
  /** Random; every key of the run holds it. */
  readonly run: string;
  readonly all: readonly Probe[];
  /** A key that nobody has used; to be called before the request that puts it is sent. */
  next(place: Place, by: Probe['by'], expected: boolean): Probe;
  /** One that lies in a place now: the newest, so that what was just put is what is read. */
  there(place: Place): Probe | undefined;
}

export function probeObjects(): ProbeObjects {
  const run = randomBytes(8).toString('hex');
  const all: Probe[] = [];
  return {
    run,
    all,
    next(place, by, expected) {
      const key = `${probePrefix(place, run)}-${all.length + 1}`;
      const probe: Probe = {
        key,
        place,
        by,
        expected,
        body: randomBytes(16).toString('hex'),
        state: 'asked',
      };
      all.push(probe);
      return probe;
    },
    there: (place) => all.findLast((probe) => probe.state === 'there' && probe.place.prefix === place.prefix),
  };
}
