/** The project and the account around an interview. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mustBeIn, settingsFor } from '../../aws/customer-account';
import type { Fleet } from '../../config/fleet/fleet';
import { DEFAULT_FLEET, loadFleet } from '../../config/fleet/fleet-file';
import { filesIn, fleetFile, TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { partitionOf } from '../../config/values/arn';
import { fillTemplate } from '../../config/values/template';
import { catalogueOf } from '../../config/vendor/catalogue';
import { type VendorShelf, vendorShelf } from '../../config/vendor/vendor-shelf';
import { readYamlFile } from '../../config/yaml/yaml-file';
import { candidates, judgeCandidates } from '../edit/candidate-project';
import type { Fields } from '../edit/field-value';
import { newTenantFile } from '../edit/tenant-file';
import type { Draft, Setting } from './question';
import { type Surroundings, surroundingsOf } from './surroundings';

export interface Reach {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly profile: string | undefined;
  /** AWS is not asked. */
  readonly offline: boolean;
  /** Called with what keeps AWS from being asked. */
  readonly onTrouble: (says: string) => void;
}

/** The name under which a draft is judged that has none yet. Nobody can give it: it begins with a hyphen. */
const NAMELESS = '-new';

export function settingOf(root: string, reach: Reach): Setting {
  const shelf = vendorShelf(root, catalogueOf(root), undefined, new Date());
  const { file } = fleetFile(root);
  const fleet = file === undefined ? DEFAULT_FLEET : loadFleet(readYamlFile(root, file)).fleet;
  return {
    fleet,
    vendors: shelf.profiles,
    vendorNotices: noticesOf(shelf),
    taken: new Set(filesIn(root, TENANTS).names),
    judge: (fields, field) => judge(root, fields, field, shelf),
    lookAround: lookAround(fleet, reach),
  };
}

function noticesOf({ ids, fileOf, notices }: VendorShelf): ReadonlyMap<string, readonly string[]> {
  return new Map(
    ids.map((id) => [id, notices.filter(({ file }) => file === fileOf(id)).map(({ message }) => message)]),
  );
}

function judge(root: string, fields: Fields, field: string, { profiles }: VendorShelf): string | undefined {
  const name = typeof fields.tenant === 'string' ? fields.tenant : NAMELESS;
  const file = newTenantFile(fields, profiles.get(String(fields.vendor)));
  const { problems } = judgeCandidates(root, candidates([[fileNameOf(name), file]]));
  const own = problems.filter(
    ({ path }) => path === field || (path.startsWith(field) && /^[.[]/.test(path.slice(field.length))),
  );
  return own[0]?.message;
}

/** A name that is wrong must not lead out of the folder. */
function fileNameOf(name: string): string {
  return /[/\\]|^\.*$/.test(name) ? NAMELESS : name;
}

/** Milliseconds for all that AWS is asked about an account: an interview does not wait for what does not come. */
const LOOK = 60_000;

/** One look for each account and region; the answer is kept. */
function lookAround(fleet: Fleet, reach: Reach): (draft: Draft) => Promise<Surroundings | undefined> {
  const known = new Map<string, Promise<Surroundings | undefined>>();
  return async (draft) => {
    const { account, region } = draft.fields;
    if (typeof account !== 'string' || typeof region !== 'string') return undefined;
    const key = `${account} ${region}`;
    const before = known.get(key);
    if (before) return before;
    const found = surroundings(fleet, account, region, String(draft.fields.tenant), reach);
    known.set(key, found);
    return found;
  };
}

async function surroundings(
  fleet: Fleet,
  account: string,
  region: string,
  tenant: string,
  reach: Reach,
): Promise<Surroundings | undefined> {
  const { env, profile, offline, onTrouble, signal } = reach;
  if (offline || !mayHaveCredentials(env, profile)) return undefined;
  const values = { account, region, partition: partitionOf(region), tenant };
  const role = fleet.roles.read && fillTemplate(fleet.roles.read, values);
  const settings = settingsFor(
    region,
    role,
    { env, signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK)]) },
    profile,
  );
  try {
    await mustBeIn(account, settings);
    return surroundingsOf(account, settings);
  } catch (error) {
    signal.throwIfAborted();
    const says = error instanceof UserError ? error.message : `AWS: ${(error as Error).message}`;
    onTrouble(`What is in the account already is not looked at: ${says}`);
    return undefined;
  }
}

/** Without a sign of credentials nobody waits for an instance's metadata service that is not there. */
function mayHaveCredentials(env: NodeJS.ProcessEnv, profile: string | undefined): boolean {
  const folder = join(env.HOME || homedir(), '.aws');
  return (
    profile !== undefined ||
    [
      'AWS_ACCESS_KEY_ID',
      'AWS_PROFILE',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    ].some((name) => Boolean(env[name])) ||
    existsSync(env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials')) ||
    existsSync(env.AWS_CONFIG_FILE || join(folder, 'config'))
  );
}
