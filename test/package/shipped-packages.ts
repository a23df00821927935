/** The packages that `npm ci --omit=dev` installs, by the lock file, and the peers that a user installs beside them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerDependencies } from '../../package.json';
import { ROOT } from '../a-tenant';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX's identifier, as the package says it. */
  readonly licence: string;
  /** Which of the packages ask for it; `s3-handshake` where package.json does. In order, without repetition. */
  readonly neededBy: readonly string[];
}

/** Of the lock file, what is read here. https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What stands behind the last `node_modules/` of a place in the lock file. */
function nameAt(place: string): string {
  return place.replace(/^.*node_modules\//, '');
}

const locked = Object.entries(
  (
    JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, Locked>>;
    }
  ).packages,
);

function shipped(isMeant: (place: string, entry: Locked) => boolean): readonly ShippedPackage[] {
  return locked
    .filter(([place, entry]) => place !== '' && isMeant(place, entry))
    .map(([place, { version, license = 'none stated' }]) => ({
      name: nameAt(place),
      version,
      licence: license,
      neededBy: neededBy(nameAt(place)),
    }))
    .sort((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));
}

function neededBy(name: string): readonly string[] {
  const asking = locked.filter(
    ([place, { dev, dependencies, optionalDependencies }]) =>
      (place === '' || dev !== true) && name in { ...dependencies, ...optionalDependencies },
  );
  return [...new Set(asking.map(([place]) => (place === '' ? 's3-handshake' : nameAt(place))))].sort();
}

export const PRODUCTION = shipped((_, { dev }) => dev !== true);

/** In this repository they are installed for development; a user's project has them by itself. */
export const PEERS = shipped(
  (place) => nameAt(place) in peerDependencies && place.lastIndexOf('node_modules/') === 0,
);
