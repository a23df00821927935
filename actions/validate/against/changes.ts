/** What is given and taken between two versions of a tenant, in sentences for reviewers who read no policies. */

import type { Project } from '../../../config';
import { targetArn, targetKind } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import { type Comparison, compareInSteps, type World } from '../../../iam/reach';
import { factsFor } from '../../../worlds/facts';
import { inSlices } from '../../../worlds/in-slices';
import { proposedWorld } from '../../../worlds/proposed';
import { type Abilities, type Asking, abilitiesInSteps, belowWords, namedBy, wordsOf } from '../abilities';
import type { Change, Judged } from './change';
import { listed } from './listed';
import { otherChanges } from './other-changes';
import { settingChanges } from './setting-changes';
import { trustChanges } from './trust-changes';

export interface Version {
  readonly project: Project;
  readonly tenant: Tenant;
}

export async function changesBetween(
  before: Version,
  now: Version,
  signal: AbortSignal,
): Promise<readonly Change[]> {
  const asking = bothOf(namedBy(before.tenant), namedBy(now.tenant));
  const was = activated(before, now.tenant);
  const is = activated(now, now.tenant);
  const facts = await factsFor([was.world, is.world]);
  const work = compareInSteps(is.world, was.world, facts, { dormant: false });
  const compared = await inSlices(work, signal);
  const judged = async (tenant: Tenant, { tenant: active, world }: Active): Promise<Judged> => ({
    tenant,
    world,
    abilities: await inSlices(abilitiesInSteps(active, world, facts, asking), signal),
  });
  const rights =
    compared.differences.length + compared.beyond.length > 0
      ? rightChanges(await judged(before.tenant, was), await judged(now.tenant, is), compared)
      : [];
  return [
    ...accessStateChanges(before.tenant, now.tenant),
    ...whenOpen(now.tenant, rights),
    ...settingChanges(before.tenant, now.tenant),
  ];
}

/** In the words of grants where they say it; what they do not say, as the comparison has it. */
function rightChanges(old: Judged, current: Judged, compared: Comparison): readonly Change[] {
  return [
    ...trustChanges(old, current),
    ...accessChanges(old, current),
    ...otherChanges(old, current, compared),
  ];
}

export async function changesOfNew(
  project: Project,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<readonly Change[]> {
  const asking = namedBy(tenant);
  const { tenant: active, world } = activated({ project, tenant }, tenant);
  const facts = await factsFor([world]);
  const abilities = await inSlices(abilitiesInSteps(active, world, facts, asking), signal);
  const current = { tenant, world, abilities };
  const { accessPoint: _, ...withoutPoint } = tenant;
  const nothing: Abilities = {
    below: new Map(),
    throughPoint: undefined,
    bucketWide: [],
    key: [],
    assume: asking.principals.map((principal) => ({
      principal,
      externalIds: [],
      withoutExternalId: false,
      accompanying: [],
    })),
  };
  const before: Judged = { tenant: withoutPoint, world, abilities: nothing };
  const rights = [...trustChanges(before, current), ...accessChanges(before, current)];
  const { vendor, bucket, access, awaited } = tenant;
  const phase = awaited.length === 0 ? '' : ', in the first of two phases';
  const state = access === 'active' ? phase : `, ${access} from the beginning`;
  return [
    {
      effect: 'else',
      text: `a new tenant: ${vendor.name} on ${bucket.existing ? 'the existing' : 'a new'} bucket ${bucket.name}${state}`,
    },
    ...whenOpen(tenant, rights),
  ];
}

/** What is deployed is not gone with its file. */
export function changesOfRemoved({ vendor, bucket, access, name }: Tenant): readonly Change[] {
  const text = `removed: ${vendor.name} loses its access to ${bucket.name} when the stack is destroyed, which needs the file: run cdktf destroy ${name} first`;
  return [{ effect: access === 'active' ? 'takes' : 'else', text }];
}

/** A version as it is compared. */
interface Active {
  readonly tenant: Tenant;
  readonly world: World;
}

/**
 * Rights are compared as if the tenant were active, and its role, bucket and account were those that they are now: what
 * becomes of these are changes of their own.
 */
function activated({ project, tenant }: Version, now: Tenant): Active {
  const { revokeSessionsBefore: _, ...rest } = tenant;
  const { name, path } = now.target;
  const { account, partition, region } = now;
  const active: Tenant = {
    ...rest,
    ...{ account, partition, region, access: 'active' },
    target: { ...rest.target, name, path },
    bucket: { ...rest.bucket, name: now.bucket.name },
  };
  const others = project.tenants.map((other) => (other.name === tenant.name ? active : other));
  return { tenant: active, world: proposedWorld({ ...project, tenants: others }, active).world };
}

function bothOf(one: Asking, other: Asking): Asking {
  const merge = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    prefixes: merge(one.prefixes, other.prefixes),
    principals: merge(one.principals, other.principals),
    externalIds: merge(one.externalIds, other.externalIds),
  };
}

/** Rights that nobody can use yet are said to be for later. */
function whenOpen({ access, awaited }: Tenant, rights: readonly Change[]): readonly Change[] {
  if (access === 'active' && awaited.length === 0) return rights;
  const when = access === 'active' ? `when the file says ${listed(awaited)}` : 'when it is active';
  return rights.map(({ effect, text }) => ({ effect, text: `${when}: ${text}` }));
}

function accessStateChanges(before: Tenant, now: Tenant): readonly Change[] {
  const who = now.vendor.name;
  const cut = now.revokeSessionsBefore;
  const sessions: readonly Change[] =
    cut === undefined || cut === before.revokeSessionsBefore
      ? []
      : [{ effect: 'takes', text: `sessions of ${who} that began before ${cut} can do nothing any more` }];
  const lifted: readonly Change[] =
    cut === undefined && before.revokeSessionsBefore !== undefined
      ? [
          {
            effect: 'gives',
            text: `sessions from before ${before.revokeSessionsBefore} are no longer refused`,
          },
        ]
      : [];
  if (before.access === now.access) return [...sessions, ...lifted];
  const text = {
    active: `${before.access === 'revoked' ? 'opened again after it was revoked' : 'resumed'}: ${who} has its access again`,
    suspended: `suspended: ${who} can do nothing, and all else stays as it is`,
    revoked: `revoked: the ${targetKind(before)} ${targetArn(before)} is deleted, with all that ${who} could do; the bucket stays`,
  }[now.access];
  return [{ effect: now.access === 'active' ? 'gives' : 'takes', text }, ...sessions, ...lifted];
}

function accessChanges(old: Judged, current: Judged): readonly Change[] {
  const who = current.tenant.vendor.name;
  const direct = prefixChanges(who, old.abilities.below, current.abilities.below, '');
  return [
    ...direct,
    ...pointChanges(old, current, direct),
    ...actionChanges(who, old.abilities.bucketWide, current.abilities.bucketWide, 'on the bucket as a whole'),
    ...actionChanges(who, old.abilities.key, current.abilities.key, 'with the bucket’s key, through S3'),
  ];
}

type Below = Abilities['below'];

/** Where a narrower prefix keeps what a wider one loses, or has had what a wider one gains, it is named. */
function prefixChanges(who: string, old: Below, current: Below, how: string): readonly Change[] {
  const prefixes = [...new Set([...old.keys(), ...current.keys()])].sort();
  const differ = (prefix: string) => {
    const had = old.get(prefix) ?? [];
    const has = current.get(prefix) ?? [];
    return {
      gained: has.filter((action) => !had.includes(action)),
      lost: had.filter((action) => !has.includes(action)),
    };
  };
  return prefixes.flatMap((prefix) => {
    const { gained, lost } = differ(prefix);
    const narrower = prefixes.filter((other) => other !== prefix && other.startsWith(prefix));
    const except = (actions: readonly string[], kind: 'gained' | 'lost') => {
      const excepted = narrower.filter(
        (other) => !actions.every((action) => differ(other)[kind].includes(action)),
      );
      return excepted.length === 0 ? '' : `, but for what lies below ${listed(excepted)}`;
    };
    const where = `${belowWords(prefix)}${how}`;
    return [
      ...(gained.length === 0
        ? []
        : [
            {
              effect: 'gives' as const,
              text: `${who} can now ${doing(gained)} ${where}${except(gained, 'gained')}`,
            },
          ]),
      ...(lost.length === 0
        ? []
        : [
            {
              effect: 'takes' as const,
              text: `${who} can no longer ${doing(lost)} ${where}${except(lost, 'lost')}`,
            },
          ]),
    ];
  });
}

/** What the access point gives differently from the bucket itself. */
function pointChanges(old: Judged, current: Judged, direct: readonly Change[]): readonly Change[] {
  const who = current.tenant.vendor.name;
  const was = old.tenant.accessPoint?.name;
  const is = current.tenant.accessPoint?.name;
  if (was !== is) {
    return [
      ...(was === undefined
        ? []
        : [{ effect: 'takes' as const, text: `${who} can no longer come through the access point ${was}` }]),
      ...(is === undefined
        ? []
        : [
            {
              effect: 'gives' as const,
              text: `${who} can now come through the access point ${is}, to what it may do in the bucket`,
            },
          ]),
    ];
  }
  const { throughPoint: before } = old.abilities;
  const { throughPoint: now } = current.abilities;
  if (!before || !now) return [];
  const how = ` through the access point ${is}`;
  const said = direct.map(({ text }) => text);
  return prefixChanges(who, before, now, how).filter(({ text }) => !said.includes(text.replace(how, '')));
}

function actionChanges(
  who: string,
  old: readonly string[],
  current: readonly string[],
  where: string,
): readonly Change[] {
  const gained = current.filter((action) => !old.includes(action));
  const lost = old.filter((action) => !current.includes(action));
  return [
    ...(gained.length === 0
      ? []
      : [{ effect: 'gives' as const, text: `${who} can now use ${listed(gained)} ${where}` }]),
    ...(lost.length === 0
      ? []
      : [{ effect: 'takes' as const, text: `${who} can no longer use ${listed(lost)} ${where}` }]),
  ];
}

/** `get and list`, `put, and use s3:PutObjectTagging`. */
function doing(actions: readonly string[]): string {
  const all = wordsOf(actions);
  const words = all.filter((word) => !word.includes(':'));
  const others = all.filter((word) => word.includes(':'));
  if (others.length === 0) return listed(words);
  return words.length === 0 ? `use ${listed(others)}` : `${listed(words)}, and use ${listed(others)},`;
}
