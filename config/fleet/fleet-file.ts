/** The fleet's settings, read from `handshake.yaml`. A project without that file has the defaults. */

import { SESSION_DURATION } from '../tenant/tenant-schema';
import { present } from '../values/present';
import type { Problem } from '../yaml/problem';
import { problemsOf } from '../yaml/problems-of';
import { check, type FieldFinding } from '../yaml/schema-problems';
import { EMPTY_FILE, type YamlFile } from '../yaml/yaml-file';
import type { Fleet, FleetState } from './fleet';
import { type FleetFile, fleetSchema } from './fleet-schema';

export interface LoadedFleet {
  /** The defaults where the file has problems. */
  readonly fleet: Fleet;
  readonly problems: readonly Problem[];
}

export const DEFAULT_FLEET: Fleet = fleetOf({});

export function loadFleet(yaml: YamlFile): LoadedFleet {
  // All of it is optional: a file of comments says nothing, and so does a field without a value.
  if (yaml.fields === undefined && isEmpty(yaml)) return { fleet: DEFAULT_FLEET, problems: [] };
  if (yaml.fields === undefined) return { fleet: DEFAULT_FLEET, problems: yaml.problems };
  const { says, findings } = check(fleetSchema, said(yaml.fields), yaml.source);
  const second = secondState(yaml.fields);
  // What else is wrong below a state that must go is not told.
  const others = second ? findings.filter(({ path: [first] }) => first !== 'state') : findings;
  const problems = [...yaml.problems, ...problemsOf(yaml, [...(second ? [second] : []), ...others])];
  return { fleet: problems.length === 0 ? fleetOf(says as FleetFile) : DEFAULT_FLEET, problems };
}

function isEmpty({ problems }: YamlFile): boolean {
  return problems.length === 1 && problems[0]?.message === EMPTY_FILE;
}

/** Without the fields that have no value. */
function said(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, said(inner)]));
}

/** A state lies in one place. */
function secondState({ state }: Readonly<Record<string, unknown>>): FieldFinding | undefined {
  if (typeof state !== 'object' || state === null || !('s3' in state) || !('hcp' in state)) return undefined;
  const [, second = 'hcp'] = Object.keys(state).filter((kind) => kind === 's3' || kind === 'hcp');
  const message =
    'is a second place beside the first: a state lies in S3 or in HCP Terraform; leave one of the two out';
  return { path: ['state', second], message };
}

function fleetOf({ state, defaults = {}, roles = {}, organization }: FleetFile): Fleet {
  const { logging, region, permissionsBoundary } = defaults;
  return {
    state: stateOf(state ?? 'local'),
    defaults: {
      ...present('region', region),
      tags: defaults.tags ?? {},
      ...present('permissionsBoundary', permissionsBoundary),
      rolePath: defaults.rolePath ?? '/',
      maxSessionDuration: defaults.maxSessionDuration ?? SESSION_DURATION.least,
      ...present('logging', logging && { bucket: logging.bucket, prefix: logging.prefix ?? '{tenant}/' }),
      noncurrentVersionDays: defaults.noncurrentVersionDays ?? 30,
    },
    roles: {
      ...present('deploy', roles.deploy),
      ...present('read', roles.read),
      ...present('verify', roles.verify),
    },
    ...present(
      'organization',
      organization && {
        ...present('id', organization.id),
        serviceControl: organization.serviceControl ?? [],
        resourceControl: organization.resourceControl ?? [],
      },
    ),
  };
}

function stateOf(state: NonNullable<FleetFile['state']>): FleetState {
  if (state === 'local') return { kind: 'local' };
  if ('s3' in state) {
    const { bucket, region, keyPrefix, kmsKeyArn, role, profile } = state.s3;
    return {
      kind: 's3',
      bucket,
      region,
      keyPrefix: keyPrefix ?? 's3-handshake/',
      ...present('kmsKeyArn', kmsKeyArn),
      ...present('role', role),
      ...present('profile', profile),
    };
  }
  const { organization, hostname, project, workspacePrefix } = state.hcp;
  return {
    kind: 'hcp',
    organization,
    ...present('hostname', hostname),
    ...present('project', project),
    workspacePrefix: workspacePrefix ?? 's3-handshake-',
  };
}
