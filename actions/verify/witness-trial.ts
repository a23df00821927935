/**
 * The request that shows a difference, sent to AWS: where it does no harm, and where there are credentials of the one who
 * would send it. Reads, lists, an assume, and a put below a random key that is removed afterwards.
 */
import type { Answer } from '../../aws/answer';
import { type ClientSettings, s3Client } from '../../aws/clients';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { bucketArn, parseArn } from '../../config/values/arn';
import type { Case, Difference } from '../../iam/reach';
import { whoIs } from '../../worlds/witness-text';
import { assume, get, list, location, put, type Target } from './attempts';
import type { Result } from './check';
import type { Judgement } from './judgement';
import { seed } from './owner';
import { probePrefix } from './probe-places';
import type { Stage } from './stage';

/** Keys that a request has by itself, or that we choose. All else a caller cannot bring about here. */
const OURS: ReadonlySet<string> = new Set([
  ...['aws:securetransport', 'aws:requestedregion', 'aws:viaawsservice', 'aws:currenttime', 'aws:epochtime'],
  ...['sts:externalid', 's3:prefix', 'kms:viaservice', 'aws:tokenissuetime'],
  ...['s3:dataaccesspointarn', 's3:dataaccesspointaccount', 's3:accesspointnetworkorigin'],
]);

/** Answers the result with what AWS said, or as it is where the request is none to be sent. */
export async function tryWitness(
  result: Result,
  group: readonly Difference[],
  stage: Stage,
): Promise<Result> {
  if (stage.as === 'simulation' || !stage.judgement) return result;
  for (const difference of group) {
    if (difference.direction === 'dormant') continue;
    const begun = performance.now();
    const answer = await send(difference, stage, stage.judgement);
    if (!answer || answer.kind === 'broken' || answer.kind === 'inconclusive') continue;
    return {
      ...result,
      how: 'both',
      message: `${result.message}; tried: ${answer.kind}, ${answer.message}`,
      ...(answer.code === undefined ? {} : { code: answer.code }),
      ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
      attempts: answer.attempts,
      milliseconds: Math.round(performance.now() - begun),
    };
  }
  return result;
}

async function send(difference: Difference, stage: Stage, judgement: Judgement): Promise<Answer | undefined> {
  const { witness } = difference;
  const isOurs = Object.entries(witness.context).every(([key, value]) => OURS.has(key) || value.length === 0);
  if (!isOurs) return undefined;
  if (witness.action === 'sts:AssumeRole') return sendAssume(witness, stage);
  const target = targetFor(witness, stage);
  if (!target) return undefined;
  switch (witness.action) {
    case 's3:ListBucket': {
      const prefix = witness.context['s3:prefix'];
      return list(target, typeof prefix === 'string' ? prefix : undefined, undefined);
    }
    case 's3:GetBucketLocation':
      return location(target);
    case 's3:GetObject':
      return sendGet(difference, target, stage, judgement);
    case 's3:PutObject':
      return sendPut(difference, target, stage, judgement);
    default:
      return undefined;
  }
}

/** As the caller, who must be the one whom the witness names. */
async function sendAssume({ principal, resource, context }: Case, stage: Stage): Promise<Answer | undefined> {
  const { live, tenant } = stage;
  if (resource.arn !== targetRoleArn(tenant) || !isCaller(whoIs(principal), stage.caller())) return undefined;
  const id = context['sts:externalid'];
  const { answer } = await assume(live.sts, resource.arn, typeof id === 'string' ? id : undefined);
  return answer;
}

/** `arn`: of a role or user; `caller`: as STS tells it. */
function isCaller(arn: string, caller: string): boolean {
  const [own, theirs] = [parseArn(arn), parseArn(caller)];
  if (arn === caller) return true;
  if (!own || !theirs || own.account !== theirs.account) return false;
  const [kind, name] = theirs.resource.split('/');
  return kind === 'assumed-role' && own.resource.startsWith('role/') && own.resource.endsWith(`/${name}`);
}

/** Undefined where nobody has the credentials, and where the bucket is not the tenant's account's. */
function targetFor(
  { backing, principal, resource, way, context }: Case,
  { live, tenant }: Stage,
): Target | undefined {
  const bucket = /^arn:[^:]*:s3:::(?<name>[^/]+)/.exec(resource.arn)?.groups?.name;
  if (bucket === undefined || resource.account !== tenant.account || way?.stranger) return undefined;
  const plainHttp = context['aws:securetransport'] === 'false';
  const client = (settings: Partial<ClientSettings>): Target => ({
    client: s3Client({ ...live.settings, ...settings, plainHttp }),
    ...(way ? { bucket: way.point } : { bucket, owner: tenant.account }),
  });
  if (principal.kind === 'anonymous') return way ? undefined : client({ anonymous: true });
  return backing === 'actor' && live.session ? client({ credentials: live.session.credentials }) : undefined;
}

/** Of an object that the owner puts there, where it may; else of one that is not there, which AWS tells to readers alone. */
async function sendGet(
  difference: Difference,
  target: Target,
  stage: Stage,
  judgement: Judgement,
): Promise<Answer | undefined> {
  const { live, tenant, owner, seeds } = stage;
  const prefix = placeFor(difference, stage.tenant, judgement, live.objects.run);
  if (prefix === undefined) return undefined;
  const isOwn = bucketIn(difference) === tenant.bucket.name;
  if (seeds && owner && isOwn) await seed(owner, tenant, { prefix }, live.objects);
  const there = isOwn ? live.objects.there({ prefix }) : undefined;
  return get(target, there?.key ?? `${probePrefix({ prefix }, live.objects.run)}-missing`, there);
}

/** Only where the owner removes it again. */
async function sendPut(
  difference: Difference,
  target: Target,
  { live, tenant, owner, seeds }: Stage,
  judgement: Judgement,
): Promise<Answer | undefined> {
  const prefix = placeFor(difference, tenant, judgement, live.objects.run);
  const isOwn = bucketIn(difference) === tenant.bucket.name;
  if (prefix === undefined || !isOwn || !seeds || !owner) return undefined;
  return put(target, live.objects.next({ prefix }, 'vendor', false));
}

function bucketIn({ witness }: Difference): string | undefined {
  return /^arn:[^:]*:s3:::([^/]+)\//.exec(witness.resource.arn)?.[1];
}

/** A place of which the probe's keys lie in the region; undefined where there is none, such as of a single key. */
function placeFor(
  { witness, region, direction }: Difference,
  { partition }: Tenant,
  judgement: Judgement,
  run: string,
): string | undefined {
  const bucket = /^arn:[^:]*:s3:::([^/]+)\/(.*)$/s.exec(witness.resource.arn);
  if (!bucket) return undefined;
  const arn = bucketArn(partition, bucket[1] ?? '');
  const patterns = region.resources.within.flatMap((text) =>
    text.startsWith(`${arn}/`) ? [text.slice(arn.length + 1)] : [],
  );
  const folder = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);
  const candidates = [
    ...patterns.map((text) => folder(text.split(/[*?$]/)[0] ?? '')),
    folder(bucket[2] ?? ''),
    '',
  ];
  return candidates.find((prefix) => {
    const probe = `${arn}/${probePrefix({ prefix }, run)}-1`;
    return judgement.differs({ ...witness, resource: { ...witness.resource, arn: probe } }, direction);
  });
}
