/** The policies that a plan would change, by what they mean. */
import type { Project } from '../../config';
import { parsePolicy } from '../../iam';
import type { World } from '../../iam/reach';
import { proposedWorld } from '../../worlds/proposed';
import { compareWorlds, type Undecided } from './compare-policies';
import type { PolicyText } from './compared-documents';
import type { Expected } from './expected';
import type { Cause } from './finding';
import type { PolicyFinding } from './policy-findings';

export interface PlannedPolicy {
  /** `actual`: what is deployed; `expected`: what would be. */
  readonly text: PolicyText & { readonly actual: string; readonly expected: string };
  readonly cause: Cause;
}

export interface PlannedPolicies {
  readonly findings: readonly (PolicyFinding & { readonly cause: Cause })[];
  readonly undecided: readonly Undecided[];
}

export async function comparePlannedPolicies(
  project: Project,
  expected: Expected,
  planned: readonly PlannedPolicy[],
  at: Date,
  signal: AbortSignal,
): Promise<PlannedPolicies> {
  if (planned.length === 0) return { findings: [], undecided: [] };
  const { world } = proposedWorld(project, expected.tenant);
  const unread: Undecided[] = [];
  let [here, there] = [world, world];
  for (const { text } of planned) {
    const [actual, proposed] = [withPolicy(here, text, text.actual), withPolicy(there, text, text.expected)];
    if (actual && proposed) [here, there] = [actual, proposed];
    else unread.push({ on: text.on, message: `the ${text.attribute} cannot be read as a policy` });
  }
  const texts = planned.map(({ text }) => text);
  const { findings, undecided } = await compareWorlds(expected, { here, there, ids: {}, at }, texts, signal);
  return {
    findings: findings.map((finding) => ({ ...finding, cause: causeOf(finding, planned) })),
    undecided: [...unread, ...undecided],
  };
}

function causeOf({ on, judged: { attribute } }: PolicyFinding, planned: readonly PlannedPolicy[]): Cause {
  const found = planned.find(
    ({ text }) => text.on === on && `${attribute}.`.startsWith(`${text.attribute}.`),
  );
  return found?.cause ?? 'differs';
}

/** Undefined where the text is no policy. */
function withPolicy(world: World, { kind, name }: PolicyText, document: string): World | undefined {
  const parsed = parsePolicy(document, kind, name ?? kind, 'keep');
  if (!parsed.ok) return undefined;
  const { policy } = parsed;
  const { actor, bucket, accessPoints = [] } = world;
  switch (kind) {
    case 'trust':
      return actor ? { ...world, actor: { ...actor, trust: policy } } : world;
    case 'identity':
      return actor
        ? {
            ...world,
            actor: { ...actor, identity: actor.identity.map((one) => (one.name === name ? policy : one)) },
          }
        : world;
    case 'bucket':
      return bucket ? { ...world, bucket: { ...bucket, policy } } : world;
    default:
      return { ...world, accessPoints: accessPoints.map((point) => ({ ...point, policy })) };
  }
}
