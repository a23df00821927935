/** One tenant from the first request to the clean-up. */

import { iamClient, s3Client, stsClient } from '../../aws/clients';
import type { Project } from '../../config';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { counted } from '../../report/finding-words';
import type { Picture } from '../../report/picture/picture';
import { deadlineOf } from '../host';
import { pictureBesideFile } from '../picture/picture-beside-file';
import type { Actor, Check, Result } from './check';
import { cleanUp, touchedOf } from './clean-up';
import type { Entrances } from './entrances';
import { identify } from './identified-caller';
import type { Judgement } from './judgement';
import { targetOf } from './live';
import { perform } from './perform';
import { checksFor, type Through } from './planned-checks';
import { probeObjects } from './probe-objects';
import type { Residue } from './residue';
import { skipped } from './result';
import { roleHindrance } from './role-hindrance';
import { settlingFor } from './settling';
import type { Stage } from './stage';

export interface VerifyOptions {
  readonly as: Actor;
  readonly through: Through | undefined;
  readonly readOnly: boolean;
  /** Seconds that a deployment may take to act; 0 for none. */
  readonly settlingSeconds: number;
  /** Whether a picture of what was read is made. */
  readonly hasPicture: boolean;
  readonly signal: AbortSignal;
  /** Called with what is waited for, when a wait begins. */
  readonly onWait: (message: string) => void;
  /** Called before each check. */
  readonly onCheck?: (check: Check, done: number, total: number) => void;
}

export interface TenantReport {
  readonly tenant: Tenant;
  readonly as: Actor;
  /** The ARN that STS tells of the caller; empty where it does not. */
  readonly caller: string;
  /** Whose credentials the owner's are; undefined where there are none. */
  readonly owner: string | undefined;
  readonly results: readonly Result[];
  readonly residue: readonly Residue[];
  readonly interrupted: boolean;
  readonly milliseconds: number;
  /** Who reaches what as it is deployed, where it was asked for and could be read. */
  readonly picture?: Picture;
}

/** `--as`, where it is not given. */
export function defaultActor({ verifier }: Tenant): Actor {
  return verifier ? 'verifier' : 'simulation';
}

/** Never throws but for a defect: what goes wrong stands in the report. */
export async function verifyTenant(
  project: Project,
  tenant: Tenant,
  entrances: Entrances,
  options: VerifyOptions,
): Promise<TenantReport> {
  const begun = performance.now();
  const { as, through, readOnly, signal, onCheck, onWait } = options;
  const seeds = entrances.seeds && !readOnly;
  const owner = entrances.owner ? (seeds ? 'reads and seeds' : 'reads') : 'none';
  const plan = checksFor(tenant, { as, through, owner });
  const { stage, caller } = stageFor(project, tenant, plan, entrances, options);
  const results: Result[] = [];
  let done = 0;
  let residue: readonly Residue[] = [];
  try {
    for (const check of plan) {
      signal.throwIfAborted();
      onCheck?.(check, done, plan.length);
      const came = await perform(check, stage);
      // What was cut off says nothing of AWS.
      signal.throwIfAborted();
      results.push(...came);
      done += 1;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const { session, objects, settings } = stage.live;
    const { credentials } = session ?? {};
    const cleaner = credentials && s3Client({ ...settings, ...entrances.cleaning, credentials });
    const vendor = cleaner && targetOf(stage.live, 'bucket', cleaner);
    const touched = touchedOf(objects);
    if (signal.aborted && touched.length > 0)
      onWait(`ended early: what may have been put there is removed, ${counted(touched.length, 'object')}`);
    const cleaners = { owner: seeds ? stage.owner?.cleaner : undefined, vendor };
    residue = await cleanUp(tenant, objects, cleaners, signal.aborted);
  }
  const { judgement } = stage;
  return {
    ...(judgement && options.hasPicture && !signal.aborted
      ? await deployedPicture(project, tenant, judgement, signal)
      : {}),
    tenant,
    as,
    caller: caller(),
    owner: entrances.owner?.source,
    results: [
      ...results,
      ...plan
        .slice(done)
        .map((check) => skipped(check, `not reached: ${deadlineOf(signal)?.message ?? 'interrupted'}`)),
    ],
    residue,
    interrupted: done < plan.length,
    milliseconds: Math.round(performance.now() - begun),
  };
}

/** None where it is interrupted: the report of what was done until then stands without it. */
async function deployedPicture(
  project: Project,
  tenant: Tenant,
  { differences }: Judgement,
  signal: AbortSignal,
): Promise<Pick<TenantReport, 'picture'>> {
  try {
    const { picture } = await pictureBesideFile(project, tenant, differences, 'deployed', signal);
    return { picture };
  } catch (error) {
    if (!signal.aborted) throw error;
    return {};
  }
}

function stageFor(
  project: Project,
  tenant: Tenant,
  plan: readonly Check[],
  { settings, caller, owner, seeds }: Entrances,
  { as, readOnly, settlingSeconds, signal, onWait }: VerifyOptions,
): { readonly stage: Stage; readonly caller: () => string } {
  const { region } = tenant;
  const live: Stage['live'] = {
    tenant,
    sts: stsClient({ ...settings, region, credentials: caller }),
    objects: probeObjects(),
    readOnly,
    alias: undefined,
    settings: { ...settings, region },
    session: undefined,
  };
  let arn = '';
  const stage: Stage = {
    project,
    onWait,
    tenant,
    as,
    plan,
    live,
    owner,
    seeds: seeds && !readOnly,
    deployed: undefined,
    judgement: undefined,
    stopped: undefined,
    absent: new Map(),
    signal,
    caller: () => arn,
    settling: settlingFor(settlingSeconds, signal),
    hindranceOf: (externalId) =>
      roleHindrance(tenant, iamClient({ ...settings, region, credentials: caller }), arn, externalId),
    async identify() {
      if (as === 'simulation') {
        const answer = await owner?.identity();
        arn = answer?.message ?? '';
        return answer ?? { kind: 'broken', message: 'there are no credentials', attempts: 0 };
      }
      const known = await identify(tenant, as, caller, settings);
      arn = known.arn;
      live.sts = known.sts;
      if (targetKind(tenant) === 'user' && known.answer.kind === 'allowed') {
        // Nothing has to be assumed: the key is the session.
        const credentials = typeof caller === 'function' ? await caller() : caller;
        live.session = { s3: s3Client({ ...live.settings, credentials }), credentials };
      }
      return known.answer;
    },
  };
  return { stage, caller: () => arn };
}
