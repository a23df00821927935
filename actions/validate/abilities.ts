/** What a world lets the vendor do, put together from the engine's answers: for a table, and to compare two versions. */
import { targetArn } from '../../config/tenant/names';
import { OWNER_ACL } from '../../config/tenant/owner-acl';
import type { Tenant } from '../../config/tenant/tenant';
import { ACCESSES, type Access } from '../../config/values/access';
import { bucketArn, objectArn } from '../../config/values/arn';
import { type Case, type Facts, judgesOf, type Pausing, type World } from '../../iam/reach';
import { matchesGlob } from '../../iam/wildcard';
import { callerNamed, sessionOf } from './caller';

export interface Abilities {
  /** By prefix, what is allowed below it in the bucket; `s3:ListBucket` with it where its keys may be listed. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** Likewise through the access point; undefined without one. */
  readonly throughPoint: ReadonlyMap<string, readonly string[]> | undefined;
  /** Actions on the bucket as a whole, which cannot be limited to a prefix. */
  readonly bucketWide: readonly string[];
  /** Actions on the KMS key, through S3. */
  readonly key: readonly string[];
  readonly assume: readonly Admission[];
}

/** How a principal gets into the target role. */
export interface Admission {
  /** As the tenant's file names it. */
  readonly principal: string;
  /** The external IDs that open, of those that were asked about. */
  readonly externalIds: readonly string[];
  readonly withoutExternalId: boolean;
  /** What else it may do with the role: `sts:TagSession`. */
  readonly accompanying: readonly string[];
}

/** What is asked about, besides what the tenant's own file names. */
export interface Asking {
  readonly prefixes: readonly string[];
  readonly principals: readonly string[];
  readonly externalIds: readonly string[];
}

const LISTING = 's3:ListBucket';
const ASSUMING = 'sts:AssumeRole';
/** Whoever signs a request may ask it, whatever any policy says. */
const OF_EVERYBODY = 'sts:GetCallerIdentity';
/** A key that lies below a prefix and in no narrower one that anybody would grant. */
const KEY = '.s3-handshake/validate';
/** Later than any moment before which sessions are denied. */
const LATE = '9999-01-01T00:00:00Z';

/** What a tenant's file names. */
export function namedBy({ grants, vendorPrincipals, verifier, externalIds }: Tenant): Asking {
  return {
    prefixes: grants.map(({ prefix }) => prefix),
    principals: [...vendorPrincipals, ...(verifier ? [verifier.principal] : [])],
    externalIds,
  };
}

/** It pauses now and then: a thousand grants take seconds. */
export function* abilitiesInSteps(
  tenant: Tenant,
  world: World,
  facts: Facts,
  asking: Asking = namedBy(tenant),
): Pausing<Abilities> {
  const { here } = judgesOf(world, world);
  const ask = askerOf(tenant, world, facts, here);
  const bucket = bucketArn(tenant.partition, tenant.bucket.name);
  const below = function* (through?: string): Pausing<Abilities['below']> {
    const found = new Map<string, readonly string[]>();
    for (const prefix of asking.prefixes) {
      yield;
      const object = objectArn(bucket, `${prefix}${KEY}`);
      const onObjects = ask('s3', object, { 's3:x-amz-acl': OWNER_ACL }, through);
      const listed = ask('s3', bucket, { 's3:prefix': prefix }, through).includes(LISTING);
      found.set(prefix, [...(listed ? [LISTING] : []), ...onObjects]);
    }
    return found;
  };
  const [point] = world.accessPoints ?? [];
  const [key] = world.keys ?? [];
  const [, partition] = bucket.split(':');
  const service = `s3.${tenant.region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  return {
    below: yield* below(),
    throughPoint: point && (yield* below(point.arn)),
    bucketWide: ask('s3', bucket).filter((action) => action !== LISTING || isHeldToPrefix(tenant)),
    key: key ? ask('kms', key.arn, { 'kms:viaservice': service }) : [],
    assume: asking.principals.map((principal) => admission(tenant, world, facts, here, principal, asking)),
  };
}

type Judge = ReturnType<typeof judgesOf>['here'];

/** Which actions of a service the vendor's session may do to a resource. */
type Ask = (service: string, arn: string, context?: Case['context'], point?: string) => readonly string[];

function askerOf(tenant: Tenant, world: World, facts: Facts, here: Judge): Ask {
  const { actor, account } = world;
  const all = (actor?.identity ?? []).flatMap(({ statements }) =>
    statements.flatMap(({ effect, action }) => (effect === 'Allow' ? action.globs : [])),
  );
  // A thousand grants name the same few actions.
  const globs = [...new Map(all.map((glob) => [JSON.stringify(glob), glob])).values()];
  const named = facts.actions
    .map(({ name }) => name)
    .filter((name) => globs.some((glob) => matchesGlob(glob, name.toLowerCase())))
    .sort();
  const caller = sessionOf(tenant);
  return (service, arn, context = {}, point = undefined) =>
    named.filter((action) => {
      if (actor === undefined || !action.startsWith(`${service}:`)) return false;
      const asked: Case = {
        ...caller,
        action,
        resource: { arn, account },
        way: point === undefined ? undefined : { point, stranger: false },
        context: { ...USUAL, 'aws:tokenissuetime': LATE, ...context },
        complete: true,
      };
      return here(asked).outcome === 'allowed';
    });
}

const USUAL: Case['context'] = { 'aws:securetransport': 'true' };

function isHeldToPrefix({ grants }: Tenant): boolean {
  return !grants.some(({ prefix, allow }) => prefix === '' && allow.includes('list'));
}

function admission(
  tenant: Tenant,
  world: World,
  facts: Facts,
  here: Judge,
  principal: string,
  { externalIds }: Asking,
): Admission {
  const caller = callerNamed(tenant, principal);
  const besides = facts.actions
    .map(({ name }) => name)
    .filter((name) => name.startsWith('sts:') && name !== ASSUMING && name !== OF_EVERYBODY);
  const may = (action: string, externalId?: string): boolean =>
    world.actor?.kind === 'role' &&
    here({
      ...caller,
      action,
      resource: { arn: targetArn(tenant), account: world.account },
      context: { ...USUAL, ...(externalId === undefined ? {} : { 'sts:externalid': externalId }) },
      complete: true,
    }).outcome === 'allowed';
  return {
    principal,
    externalIds: externalIds.filter((id) => may(ASSUMING, id)),
    withoutExternalId: may(ASSUMING),
    accompanying: besides.filter((action) => may(action)).sort(),
  };
}

/** What each word of a grant means on objects, and `list` in the bucket. */
const MEANING: Readonly<Record<Access, readonly string[]>> = {
  get: ['s3:GetObject'],
  put: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  list: [LISTING],
  delete: ['s3:DeleteObject'],
};

/** Actions in the words of a grant; what no word stands for is named by its action. */
export function wordsOf(actions: readonly string[]): readonly string[] {
  const words = ACCESSES.filter((word) => MEANING[word].every((action) => actions.includes(action)));
  const meant = words.flatMap((word) => MEANING[word]);
  return [...words, ...actions.filter((action) => !meant.includes(action))];
}

/** `below in/`. */
export function belowWords(prefix: string): string {
  return prefix === '' ? 'anywhere in the bucket' : `below ${prefix}`;
}
