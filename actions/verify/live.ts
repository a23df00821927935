/** Checks that are tried: as the vendor or the verifier, with a session of the target role or a key of the target user. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Answer } from '../../aws/answer';
import { type ClientSettings, s3Client } from '../../aws/clients';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import { accessPointArn } from '../../config/values/arn';
import {
  assume,
  get,
  headAbsent,
  headBucket,
  list,
  location,
  multipart,
  put,
  putWithAcl,
  remove,
  type Target,
} from './attempts';
import type { Check, Door, Place, TestCall } from './check';
import type { ProbeObjects } from './probe-objects';
import { probePrefix, reaches } from './probe-places';

/** A way to find something out, or why there is none. */
export type Attempt =
  | { readonly kind: 'send'; readonly send: () => Promise<Answer> }
  | { readonly kind: 'skip'; readonly why: string };

export interface Live {
  readonly tenant: Tenant;
  /** Acts as the vendor or the verifier. */
  sts: STSClient;
  readonly objects: ProbeObjects;
  readonly readOnly: boolean;
  /** Known to the owner alone. */
  alias: string | undefined;
  readonly settings: Omit<ClientSettings, 'credentials'>;
  /** Made by the check that assumes the role, or from the caller's own key; all others wait for it. */
  session: { readonly s3: S3Client; readonly credentials: AwsCredentialIdentity } | undefined;
}

const NO_SESSION = 'needs a session of the role, and there is none';

/** What writes, or would if it were not denied. */
const WRITES: ReadonlySet<string> = new Set(['put', 'delete', 'multipart']);

/** Undefined where a check is not one to be tried. */
export function attemptFor({ ask, expected }: Check, live: Live): Attempt | undefined {
  switch (ask.kind) {
    case 'assume':
      return send(() => assumeOnce(live, ask.externalId, expected === 'allowed'));
    case 's3':
      if (live.readOnly && WRITES.has(ask.verb)) return { kind: 'skip', why: 'would write: --read-only' };
      return throughDoor(live, ask.door, (target) =>
        ask.verb === 'location'
          ? location(target)
          : ask.verb === 'multipart'
            ? multipart(target, live.objects.next(ask.place, 'vendor', true))
            : touch(live, target, ask.verb, ask.place),
      );
    case 'put-with-acl':
      if (live.readOnly) return { kind: 'skip', why: 'would write: --read-only' };
      return throughDoor(live, ask.door, (target) =>
        putWithAcl(target, live.objects.next(ask.place, 'vendor', expected === 'allowed'), ask.acl),
      );
    case 'connection':
      return throughDoor(live, ask.door, (target) => testCall(live, target, ask.call, ask.place));
    case 'list-all':
      return throughDoor(live, ask.door, (target) => list(target, undefined, undefined));
    case 'plain-http':
      if (live.readOnly && WRITES.has(ask.verb)) return { kind: 'skip', why: 'would write: --read-only' };
      return throughDoor(live, 'bucket', (target, credentials) => {
        const client = s3Client({ ...live.settings, credentials, plainHttp: true });
        return touch(live, { ...target, client }, ask.verb, ask.place);
      });
    case 'anonymous':
      return send(() => {
        const client = s3Client({ ...live.settings, anonymous: true });
        return touch(live, { client, bucket: live.tenant.bucket.name }, 'get', ask.place);
      });
    default:
      return undefined;
  }
}

function send(sending: () => Promise<Answer>): Attempt {
  return { kind: 'send', send: sending };
}

/** The session is kept where the role is meant to be assumed, and there alone. */
async function assumeOnce(live: Live, externalId: string | undefined, keep: boolean): Promise<Answer> {
  const { answer, session } = await assume(live.sts, targetRoleArn(live.tenant), externalId);
  if (keep && session && !live.session)
    live.session = { s3: s3Client({ ...live.settings, credentials: session }), credentials: session };
  return answer;
}

function throughDoor(
  live: Live,
  door: Door,
  sending: (target: Target, credentials: AwsCredentialIdentity) => Promise<Answer>,
): Attempt {
  const { session } = live;
  if (!session) return { kind: 'skip', why: NO_SESSION };
  const target = targetOf(live, door, session.s3);
  if (!target)
    return { kind: 'skip', why: "the alias is known to the owner alone: give the owner's credentials" };
  return send(() => sending(target, session.credentials));
}

export function targetOf(
  { tenant, alias }: Pick<Live, 'tenant' | 'alias'>,
  door: Door,
  client: S3Client,
): Target | undefined {
  const { bucket, partition, region, account, accessPoint } = tenant;
  switch (door) {
    case 'bucket':
      return { client, bucket: bucket.name, owner: account };
    case 'access-point-arn':
      return { client, bucket: accessPointArn(partition, region, account, accessPoint?.name ?? '') };
    case 'access-point-alias':
      return alias === undefined ? undefined : { client, bucket: alias };
  }
}

function testCall({ objects }: Live, target: Target, call: TestCall, place: Place): Promise<Answer> {
  switch (call) {
    case 'head-bucket':
      return headBucket(target);
    case 'list-prefix':
      return list(target, place.prefix, undefined);
    case 'list-prefix-without-slash':
      return list(target, place.prefix.slice(0, -1), undefined);
    case 'head-absent-object':
      return headAbsent(target, `${probePrefix(place, objects.run)}-missing`);
  }
}

function touch(live: Live, target: Target, verb: Access, place: Place): Promise<Answer> {
  const { objects, tenant } = live;
  const there = objects.there(place);
  const missing = `${probePrefix(place, objects.run)}-missing`;
  switch (verb) {
    case 'put':
      return put(target, objects.next(place, 'vendor', reaches(tenant.grants, 'put', place)));
    case 'get':
      return get(target, there?.key ?? missing, there);
    case 'list':
      return list(target, there?.key ?? probePrefix(place, ''), there);
    case 'delete': {
      // The owner's object stays: others are tried on it.
      const own = there?.by === 'vendor' ? there : undefined;
      return remove(target, own?.key ?? missing, own);
    }
  }
}
