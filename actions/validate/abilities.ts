/** What the policies allow, put together from the engine's answers: for a table, and to compare two versions. */

import { targetArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { ACCESSES, type Access } from '../../config/values/access';
import { bucketArn, objectArn } from '../../config/values/arn';
import type { AccessPoint } from '../../iam';
import type { AskedActions } from './asked-actions';
import { ALL_RIGHTS, namedCaller, sessionOf } from './caller';
import { allowedActions, classifier } from './proof';
import { type Question, question } from './proof-question';
import { type ProposedPolicies, pointArnOf } from './proposed-policies';
import { type Target, targetOf } from './target';
import { ASSUMING, LISTING, NOTHING, ON_OBJECTS, serviceIn } from './what-the-file-says';

export interface Abilities {
  /** By prefix, what is allowed below it in the bucket; `s3:ListBucket` with it where its keys may be listed. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** Likewise through the access point; undefined without one. */
  readonly throughPoint: ReadonlyMap<string, readonly string[]> | undefined;
  /** Actions on the bucket as a whole that know no prefix. */
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

/** A key that lies below a prefix and in no narrower one that anybody would grant. */
const KEY = '.s3-handshake/validate';

/** What a tenant's file names. */
export function namedBy({ grants, vendorPrincipals, verifier, externalIds }: Tenant): Asking {
  return {
    prefixes: grants.map(({ prefix }) => prefix),
    principals: [...vendorPrincipals, ...(verifier ? [verifier.principal] : [])],
    externalIds,
  };
}

export function abilitiesOf(
  tenant: Tenant,
  policies: ProposedPolicies,
  catalogue: AskedActions,
  asking: Asking = namedBy(tenant),
): Abilities {
  const classesFor = classifier(catalogue);
  const allowed = (asked: Question): readonly string[] => allowedActions(asked, classesFor(asked));
  const ask = (target: Target, point?: AccessPoint): readonly string[] =>
    allowed(
      question(tenant, {
        part: 'session',
        caller: sessionOf(tenant),
        target,
        verdict: NOTHING,
        policies: { identity: policies.role, resource: target.in === 'key' ? policies.key : policies.bucket },
        services: [target.in === 'key' ? 'kms' : 's3'],
        ...(point ? { point } : {}),
      }),
    );
  const bucket = targetOf(tenant, bucketArn(tenant.partition, tenant.bucket.name));
  const below = (point?: AccessPoint) =>
    new Map(
      asking.prefixes.map((prefix) => {
        const onObjects = ask(targetOf(tenant, objectArn(bucket.arn, `${prefix}${KEY}`)), point);
        const lists = ask({ ...bucket, listPrefix: prefix }, point).includes(LISTING);
        return [prefix, [...(lists ? [LISTING] : []), ...onObjects]];
      }),
    );
  const pointArn = pointArnOf(tenant);
  const point = pointArn === undefined ? undefined : { arn: pointArn, policy: policies.accessPoint };
  const { kmsKeyArn } = tenant.bucket;
  return {
    below: below(),
    throughPoint: point && below(point),
    bucketWide: ask(bucket).filter((action) => action !== LISTING || isHeldToPrefix(tenant)),
    key:
      kmsKeyArn === undefined
        ? []
        : ask({ ...targetOf(tenant, kmsKeyArn), viaService: serviceIn(tenant, 's3', tenant.region) }),
    assume: asking.principals.map((principal) => admission(tenant, policies, principal, asking, allowed)),
  };
}

function isHeldToPrefix({ grants }: Tenant): boolean {
  return !grants.some(({ prefix, allow }) => prefix === '' && allow.includes('list'));
}

function admission(
  tenant: Tenant,
  policies: ProposedPolicies,
  principal: string,
  { externalIds }: Asking,
  allowed: (question: Question) => readonly string[],
): Admission {
  const [caller] = namedCaller(tenant, principal);
  const role = targetOf(tenant, targetArn(tenant));
  const actions = (externalId?: string): readonly string[] =>
    caller && policies.trust
      ? allowed(
          question(tenant, {
            part: 'assume',
            caller,
            target: role,
            externalId,
            verdict: NOTHING,
            policies: { identity: [ALL_RIGHTS], resource: policies.trust },
            services: ['sts'],
          }),
        )
      : [];
  const without = actions();
  return {
    principal,
    externalIds: externalIds.filter((id) => actions(id).includes(ASSUMING)),
    withoutExternalId: without.includes(ASSUMING),
    accompanying: without.filter((action) => action !== ASSUMING),
  };
}

/** Actions in the words of a grant; what no word stands for is named by its action. */
export function wordsOf(actions: readonly string[]): readonly string[] {
  const words = ACCESSES.filter((word) => meaningOf(word).every((action) => actions.includes(action)));
  const meant = words.flatMap(meaningOf);
  return [...words, ...actions.filter((action) => !meant.includes(action))];
}

function meaningOf(word: Access): readonly string[] {
  return word === 'list' ? [LISTING] : ON_OBJECTS[word];
}

/** `below in/`. */
export function belowWords(prefix: string): string {
  return prefix === '' ? 'anywhere in the bucket' : `below ${prefix}`;
}
