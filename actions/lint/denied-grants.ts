/** What the Deny statements of a policy take from that which its Allow statements ask for. */
import type { Access } from '../../config/values/access';
import { LIST_ACTION, OBJECT_ACTIONS } from '../../policies/s3-actions';
import type { ConditionEntry, Policy, Statement } from './policy-elements';
import { resourcePattern } from './resource-pattern';
import { matchesText, overlap } from './text-pattern';

/** The Deny statement that takes a word or an action below a prefix, or undefined. */
export function denialOf(
  { statements }: Policy,
  bucket: string | undefined,
  prefix: string,
  wanted: Access | string,
): Statement | undefined {
  const actions = actionsOf(wanted);
  const onBucket = actions.includes(LIST_ACTION);
  const arn = `arn:aws:s3:::${bucket ?? '*'}`;
  const resource = onBucket ? arn : `${arn}/${prefix}*`;
  return statements.find(
    (statement) =>
      statement.effect === 'Deny' &&
      !comesWithTheKit(statement) &&
      actions.some((action) => isDenied(statement, action)) &&
      concerns(statement, resource),
  );
}

function actionsOf(wanted: string): readonly string[] {
  if (wanted === 'list') return [LIST_ACTION];
  return wanted in OBJECT_ACTIONS ? OBJECT_ACTIONS[wanted as Access].slice(0, 1) : [wanted];
}

function isDenied({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some(({ value }) => matchesText(value, action));
  return actions.some(({ value }) => value === '*' || matchesText(value, action));
}

/** Whether a resource of the statement has something in common with `resource`. */
function concerns({ resources, notResources }: Statement, resource: string): boolean {
  if (notResources.length > 0)
    return !notResources.some(({ value }) => matchesText(inOnePartition(value), resource));
  if (resources.length === 0) return true;
  const own = resourcePattern(resource);
  return resources.some(({ value }) => overlap(resourcePattern(inOnePartition(value)), own));
}

/** A policy is of one partition, whichever it is. */
function inOnePartition(arn: string): string {
  return arn.replace(/^arn:aws(?:-[a-z]+)*:/, 'arn:aws:');
}

/** The kit denies by itself what is not sent by TLS, and buckets of other accounts. */
export function comesWithTheKit({ conditions }: Statement): boolean {
  return conditions.length > 0 && conditions.every(isAskedAnyway);
}

/** Conditions that the kit's own policies ask, or that are always met. */
export function isAskedAnyway({ base, key }: ConditionEntry): boolean {
  const name = key.value.toLowerCase();
  if (name === 'aws:securetransport') return base === 'bool';
  return /^(?:s3:tlsversion|s3:resourceaccount|aws:resourceaccount)$/.test(name);
}
