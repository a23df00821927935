/** Everything that validate says of one tenant. */
import { makerOf, type Project } from '../../config';
import { marksOf } from '../../config/tenant/marks';
import type { Tenant } from '../../config/tenant/tenant';
import {
  areWrittenAlikeInSteps,
  type CompareOptions,
  type Comparison,
  compareInSteps,
  type Difference,
  type Facts,
  type World,
} from '../../iam/reach';
import type { Finding } from '../../report/finding';
import type { Picture } from '../../report/picture/picture';
import { beyondText } from '../../worlds/beyond-text';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { type Proposed, proposedWorldInSteps } from '../../worlds/proposed';
import { holdsForTags } from '../../worlds/resource-tags';
import { statedWorldInSteps } from '../../worlds/stated-rights';
import { pictureInSteps } from '../picture/tenant-picture';
import { type Abilities, abilitiesInSteps } from './abilities';
import {
  differenceFindings,
  dormantFindings,
  faultFinding,
  organizationFindings,
  type WitnessedFinding,
} from './finding';
import { suppositionsFor } from './suppositions';

export interface TenantReport {
  readonly tenant: Tenant;
  /** What the policies allow, for a table; undefined where none is shown: it takes longer than the proof. */
  readonly abilities: Abilities | undefined;
  /** Who would reach what, where it was asked for and a table is shown. */
  readonly picture?: Picture;
  readonly findings: readonly (Finding | WitnessedFinding)[];
  /** What could not be told: the proof is none then. */
  readonly inconclusive: readonly string[];
  /** What somebody who approves the tenant must not overlook. */
  readonly marks: readonly string[];
  /** What the proof takes for granted. */
  readonly assumptions: readonly string[];
}

/** Findings, and what could not be told. */
type Judgement = Pick<TenantReport, 'findings' | 'inconclusive'>;

/** Whether the policies allow what the file says and nothing else. */
export function isProven({ findings, inconclusive }: Judgement): boolean {
  return findings.length === 0 && inconclusive.length === 0;
}

const NOTHING: Judgement & Pick<Comparison, 'differences'> = {
  findings: [],
  inconclusive: [],
  differences: [],
};
const NO_DIFFERENCE: Comparison = { differences: [], beyond: [] };

export interface TenantOptions {
  /** Whether there is a table of a tenant that is proven; of one that is not there always is. */
  readonly hasTable: boolean;
  /** Whether a picture goes with the table. */
  readonly hasPicture: boolean;
  readonly signal: AbortSignal;
}

/**
 * `proposed`: what would be deployed, from the project's own policy functions. Throws the signal's reason once it is
 * aborted.
 */
export async function validateTenant(
  project: Project,
  tenant: Tenant,
  { hasTable, hasPicture, signal }: TenantOptions,
  proposed?: Proposed,
): Promise<TenantReport> {
  const { world, faults } = proposed ?? (await inSlices(proposedWorldInSteps(project, tenant), signal));
  const stated = await inSlices(statedWorldInSteps(project, tenant), signal);
  const facts = await factsFor([world, stated]);
  // What AWS would refuse decides nothing, so nothing of it is proven.
  const judgement =
    faults.length === 0 ? await judged(project, tenant, { world, stated, facts, signal }) : NOTHING;
  const findings = [...faults.map((fault) => faultFinding(project, tenant, fault)), ...judgement.findings];
  const { inconclusive, differences } = judgement;
  const isShown = hasTable || !isProven({ findings, inconclusive });
  // Where both allow the same, the picture names the statements that would be deployed.
  const drawnWorld = differences.length === 0 ? world : stated;
  const drawn =
    isShown && hasPicture
      ? await inSlices(pictureInSteps(tenant, { world: drawnWorld, facts }, differences, 'proof'), signal)
      : undefined;
  return {
    tenant,
    abilities: isShown ? await inSlices(abilitiesInSteps(tenant, world, facts), signal) : undefined,
    ...(drawn ? { picture: drawn.picture } : {}),
    findings,
    inconclusive,
    marks: marksOf(tenant),
    assumptions: assumptionsOf(project, tenant, world),
  };
}

interface Worlds {
  /** What would be deployed. */
  readonly world: World;
  /** What the file states. */
  readonly stated: World;
  readonly facts: Facts;
  readonly signal: AbortSignal;
}

async function judged(
  project: Project,
  tenant: Tenant,
  worlds: Worlds,
): Promise<Judgement & Pick<Comparison, 'differences'>> {
  const { world, stated, facts, signal } = worlds;
  const { organization, ...own } = world;
  const compared = (one: World, other: World, options?: CompareOptions): Promise<Comparison> =>
    inSlices(compareInSteps(one, other, facts, options), signal);
  // Where every policy says what it should, no supposition makes a difference either.
  const isAsStated = await inSlices(areWrittenAlikeInSteps(own, stated), signal);
  const policies = isAsStated ? NO_DIFFERENCE : await compared(own, stated);
  const denied = organization
    ? await compared(world, own, { directions: ['less'], onlyStated: true })
    : NO_DIFFERENCE;
  const known = causesOf(policies.differences);
  const supposed: (Pick<Judgement, 'findings'> & Pick<Comparison, 'beyond'>)[] = [];
  for (const { says, dormant, of } of isAsStated ? [] : suppositionsFor(tenant)) {
    const { differences, beyond } = await compared(of(own), of(stated), { dormant });
    const others = differences.filter(
      (difference) =>
        difference.causes.length === 0 || !causesOf([difference]).every((cause) => known.includes(cause)),
    );
    known.push(...causesOf(others));
    supposed.push({ findings: dormantFindings(project, tenant, others, says), beyond });
  }
  return {
    differences: policies.differences,
    findings: [
      ...differenceFindings(project, tenant, policies.differences),
      ...organizationFindings(
        project,
        tenant,
        denied.differences.filter(
          (difference) =>
            difference.witness.resource.arn !== world.actor?.arn ||
            holdsForTags(difference, world.actor?.tags ?? {}),
        ),
      ),
      ...supposed.flatMap(({ findings }) => findings),
    ],
    inconclusive: [
      ...new Set([policies, denied, ...supposed].flatMap(({ beyond }) => beyond.map(beyondText))),
    ],
  };
}

function causesOf(differences: readonly Difference[]): string[] {
  return differences.flatMap(({ direction, causes }) =>
    causes.map(({ statement }) => JSON.stringify([direction === 'less', statement])),
  );
}

function assumptionsOf(project: Project, tenant: Tenant, { organization }: World): readonly string[] {
  const { bucket, target: role, name, access } = tenant;
  const madeHere = !bucket.existing || makerOf(project, tenant) !== undefined;
  const print = `s3-handshake bucket-policy ${name}`;
  return [
    ...(madeHere ? [] : [`the policy of ${bucket.name} is its owner's: it must hold what "${print}" prints`]),
    ...(bucket.kmsKeyArn === undefined || access === 'revoked'
      ? []
      : [`the key's policy is its owner's: it must hold what "${print}" prints`]),
    ...(role.permissionsBoundary === undefined
      ? []
      : [`the permissions boundary ${role.permissionsBoundary} may take away more`]),
    ...(organization ? [] : ['no policies of an organisation are known: handshake.yaml names none']),
  ];
}
