/** One check, by whatever way there is: tried, or judged, or neither, and then with the reason. */

import type { Answer } from '../../aws/answer';
import type { BucketReading, ForeignBucket } from '../../aws/deployed/bucket';
import { presentValue, type Reading } from '../../aws/deployed/reading';
import { type DeployedTarget, readDeployedTenant } from '../../aws/deployed/tenant-readings';
import { targetKind, targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { OBJECT_OWNERSHIP } from '../../config/values/bucket-settings';
import { counted } from '../../report/finding-words';
import type { Check, Place, Result } from './check';
import { whyMissing } from './deployed-part';
import { differencesOf, explained, judged, NEEDS_OWNER, performReach } from './judged';
import { judgementOf } from './judgement';
import { attemptFor } from './live';
import { seed } from './owner';
import { maySettle, presence, skipped, tried } from './result';
import type { AimedAt, Stage } from './stage';

/** Throws only where the run is interrupted. */
export async function perform(check: Check, stage: Stage): Promise<readonly Result[]> {
  if (check.impossible !== undefined) return [skipped(check, check.impossible)];
  if (stage.stopped !== undefined) return [skipped(check, stage.stopped)];
  const { kind } = check.ask;
  if (kind === 'reach' || kind === 'reach-complete') return performReach(check, stage);
  return [await performOne(check, stage)];
}

async function performOne(check: Check, stage: Stage): Promise<Result> {
  switch (check.ask.kind) {
    case 'caller':
      return performCaller(check, stage);
    case 'owner':
      return performOwner(check, stage);
    case 'seed':
      return performSeed(check, stage);
    case 'user':
    case 'bucket':
    case 'access-point':
      return performPresence(check, check.ask.kind, stage);
    case 'ownership':
      return performOwnership(check, stage);
    case 'boundary':
      return performBoundary(check, check.ask.policyArn, stage);
  }
  const reason = hindrance(check, stage);
  if (reason !== undefined) return skipped(check, reason);
  const attempt = stage.as === 'simulation' ? undefined : attemptFor(check, stage.live);
  if (attempt?.kind === 'send') return tryOut(check, attempt.send, stage);
  return judged(check, attempt?.why, stage);
}

async function performCaller(check: Check, stage: Stage): Promise<Result> {
  const result = await timed(check, stage.identify);
  if (result.status !== 'pass') stage.stopped = 'not reached: who the caller is could not be told';
  if (result.status === 'pass' && stage.as === 'simulation') await readBack(stage);
  return result;
}

async function performOwner(check: Check, stage: Stage): Promise<Result> {
  const { owner } = stage;
  if (!owner) return skipped(check, NEEDS_OWNER);
  const result = await timed(check, () => owner.identity());
  if (result.status === 'pass') await readBack(stage);
  else stage.owner = undefined;
  return result;
}

async function readBack(stage: Stage): Promise<void> {
  const { owner, tenant, project, absent, signal } = stage;
  if (!owner) return;
  const deployed = await readDeployedTenant(tenant, owner);
  stage.deployed = deployed;
  stage.judgement = await judgementOf(project, tenant, deployed, new Date().toISOString(), signal);
  const { target, bucket, accessPoints } = deployed;
  const found = target.kind === 'role' ? target.role : target.user;
  const point = accessPoints.get(tenant.accessPoint?.name ?? '');
  if (found.state === 'absent') absent.set('role', whyMissing(targetKind(tenant), tenant, found));
  if (bucket.state !== 'present') absent.set('bucket', whyMissing('bucket', tenant, bucket));
  if (point?.state === 'absent') absent.set('access-point', whyMissing('access-point', tenant, point));
  if (point?.state === 'present') stage.live.alias = presentValue(point.value.settings)?.alias;
}

/** Wherever the vendor reads, or must not be able to. */
async function performSeed(check: Check, stage: Stage): Promise<Result> {
  const { owner, tenant, live, plan, absent } = stage;
  if (!owner) return skipped(check, NEEDS_OWNER);
  const noBucket = absent.get('bucket');
  if (noBucket !== undefined) return skipped(check, noBucket);
  if (!live.session) return skipped(check, 'nothing to try: the role could not be assumed');
  const prefixes = new Set(plan.flatMap(({ ask }) => placesToRead(ask)).map(({ prefix }) => prefix));
  return timed(check, async () => {
    const answers = await Promise.all(
      [...prefixes].map((prefix) => seed(owner, tenant, { prefix }, live.objects)),
    );
    const failed = answers.find(({ kind }) => kind !== 'allowed');
    const attempts = answers.reduce((sum, answer) => sum + answer.attempts, 0);
    const [first] = answers;
    if (failed) return { ...failed, kind: 'broken', attempts };
    return {
      ...(first ?? { kind: 'allowed' }),
      attempts,
      message: `put an object in ${counted(prefixes.size, 'place')}`,
    };
  });
}

function placesToRead(ask: Check['ask']): readonly Place[] {
  if (ask.kind === 'anonymous') return [ask.place];
  if (ask.kind === 'plain-http') return ask.verb === 'get' || ask.verb === 'list' ? [ask.place] : [];
  return ask.kind === 's3' && (ask.verb === 'get' || ask.verb === 'list') ? [ask.place] : [];
}

async function performPresence(
  check: Check,
  part: 'user' | 'bucket' | 'access-point',
  { deployed, tenant }: Stage,
): Promise<Result> {
  if (!deployed) return skipped(check, NEEDS_OWNER);
  if (part === 'user') {
    const user = settingsOf(deployed.target);
    return presence(check, part, tenant, user, userProblem(user, tenant));
  }
  if (part === 'bucket') return presence(check, part, tenant, bucketPresence(deployed.bucket), undefined);
  const point = deployed.accessPoints.get(tenant.accessPoint?.name ?? '');
  if (!point) return skipped(check, 'the tenant has no access point');
  const settings = point.state === 'present' ? point.value.settings : point;
  const problem = settings.state === 'present' ? pointProblem(settings.value, tenant.bucket.name) : undefined;
  return presence(check, part, tenant, settings, problem);
}

type TargetSettings = Reading<{ readonly arn: string; readonly permissionsBoundary?: string }>;

function settingsOf(target: DeployedTarget): TargetSettings {
  const found = target.kind === 'role' ? target.role : target.user;
  return found.state === 'present' ? found.value.settings : found;
}

/** There where anything of it could be read. */
function bucketPresence(bucket: BucketReading): Reading<unknown> | ForeignBucket {
  if (bucket.state !== 'present') return bucket;
  const { region, settings } = bucket.value;
  const unread = Object.values(settings).every((setting) => setting.state === 'unread');
  return unread ? region : bucket;
}

function performOwnership(check: Check, { deployed, judgement, tenant }: Stage): Result {
  if (!deployed || !judgement) return skipped(check, NEEDS_OWNER);
  const { bucket } = deployed;
  const setting = bucket.state === 'present' ? bucket.value.settings.ownership : undefined;
  const reading = setting?.state === 'unread' ? setting : bucketPresence(bucket);
  const actual = judgement.world.bucket?.ownership;
  const wrong = actual === OBJECT_OWNERSHIP ? undefined : `its Object Ownership is ${actual ?? 'not known'}`;
  return presence(check, 'bucket', tenant, reading, wrong);
}

function performBoundary(check: Check, policyArn: string, { deployed, tenant }: Stage): Result {
  if (!deployed) return skipped(check, NEEDS_OWNER);
  const settings = settingsOf(deployed.target);
  const part = targetKind(tenant);
  if (settings.state === 'absent')
    return skipped(check, `proves nothing: ${whyMissing(part, tenant, settings)}`);
  const actual = settings.state === 'present' ? settings.value.permissionsBoundary : undefined;
  const wrong = actual === policyArn ? undefined : `it has ${actual ?? 'none'}`;
  return presence(check, part, tenant, settings, wrong);
}

/** One of the same name with another path is not the one that the bucket's policies speak to. */
function userProblem(settings: TargetSettings, tenant: Tenant): string | undefined {
  const expected = targetUserArn(tenant);
  return settings.state === 'present' && settings.value.arn !== expected
    ? `it is ${settings.value.arn}, not ${expected}`
    : undefined;
}

function pointProblem(
  { bucket, networkOrigin }: { readonly bucket: string; readonly networkOrigin: string },
  wanted: string,
): string | undefined {
  if (bucket !== wanted) return `it is on the bucket ${bucket}, not on ${wanted}`;
  if (networkOrigin === 'VPC') return 'it can be reached from a VPC alone, and the vendor is outside';
  return undefined;
}

/** The first of all that need the role, with an external ID and without one, say by failing that it is gone. */
const TELLS_THAT_ROLE_IS_ABSENT = ['trust.right-external-id', 'trust.role'];

/** Why a check would prove nothing now. */
function hindrance({ id, ask, expected }: Check, { tenant, live, absent, as }: Stage): string | undefined {
  if (tenant.access !== 'active') return undefined;
  if (ask.kind === 'assume' && tenant.awaited.length === 0 && expected === 'denied' && !live.session)
    return 'proves nothing before the right external ID was accepted';
  const parts = partsOf(ask);
  const missing = parts.find((part) => absent.has(part));
  if (missing === undefined || (missing === 'role' && TELLS_THAT_ROLE_IS_ABSENT.includes(id)))
    return undefined;
  if (missing === 'role' && as !== 'simulation' && isSent(ask)) return undefined;
  return `proves nothing: ${absent.get(missing)}`;
}

const SENT: ReadonlySet<string> = new Set([
  'assume',
  's3',
  'put-with-acl',
  'connection',
  'list-all',
  'plain-http',
]);

function isSent({ kind }: Check['ask']): boolean {
  return SENT.has(kind);
}

function partsOf(ask: Check['ask']): readonly AimedAt[] {
  switch (ask.kind) {
    case 's3':
    case 'put-with-acl':
    case 'connection':
    case 'list-all':
      return ask.door === 'bucket' ? ['role', 'bucket'] : ['role', 'bucket', 'access-point'];
    case 'plain-http':
      return ['role', 'bucket'];
    case 'anonymous':
    case 'other-principals':
      return ['bucket'];
    case 'assume':
      return [];
    default:
      return ['role'];
  }
}

async function tryOut(check: Check, send: () => Promise<Answer>, stage: Stage): Promise<Result> {
  const begun = performance.now();
  const known = differencesOf(check, stage);
  let never: string | undefined;
  let attempts = 0;
  for (let tries = 1; ; tries++) {
    const answer = await send();
    attempts += answer.attempts;
    if (tries === 1 && maySettle(check.expected, answer)) never = await whyNever(check, stage);
    // What is deployed says so already: no waiting makes it otherwise.
    const maySettleYet = known.length === 0 && never === undefined && maySettle(check.expected, answer);
    if (maySettleYet && tries === 1 && stage.settling.seconds > 0)
      stage.onWait(waiting(check, answer, stage.settling.seconds));
    if (maySettleYet && (await stage.settling.pause(tries))) continue;
    learn(check, answer, stage);
    const result = tried(check, answer, attempts, Math.round(performance.now() - begun));
    if (result.status !== 'fail') return result;
    const told = explained(result, stage);
    if (never === undefined || told.absent !== undefined) return told;
    return { ...told, message: `${told.message}; ${never}` };
  }
}

/** Why what should be allowed stays denied: the role is not there, or does not let the caller in. */
async function whyNever({ ask, expected }: Check, stage: Stage): Promise<string | undefined> {
  const { absent, judgement } = stage;
  if (expected !== 'allowed') return undefined;
  const noRole = absent.get('role');
  if (noRole !== undefined) return noRole;
  // Where the owner has read what is deployed, its differences tell it.
  if (ask.kind !== 'assume' || judgement) return undefined;
  const hindrance = await stage.hindranceOf(ask.externalId);
  if (hindrance?.absent) absent.set('role', hindrance.says);
  return hindrance?.says;
}

function waiting({ id, says, expected }: Check, { code, message }: Answer, seconds: number): string {
  const what =
    expected === 'allowed'
      ? `AWS answers ${code ?? message} to what should be allowed`
      : 'AWS still allows what should be denied';
  return `${id}: ${says}: ${what}; a deployment can take ${seconds} seconds to act, so it is tried again until then`;
}

function learn({ ask }: Check, { kind, code, message }: Answer, stage: Stage): void {
  if (code === 'NoSuchBucket') stage.absent.set('bucket', message);
  if (code === 'NoSuchAccessPoint') stage.absent.set('access-point', message);
  // Port 80 may be closed on the way, and nothing else suffers from it.
  if (kind === 'broken' && ask.kind !== 'plain-http')
    stage.stopped = 'not tried: an earlier request had no usable answer';
}

async function timed(check: Check, ask: () => Promise<Answer>): Promise<Result> {
  const begun = performance.now();
  const answer = await ask();
  return tried(check, answer, answer.attempts, Math.round(performance.now() - begun));
}
