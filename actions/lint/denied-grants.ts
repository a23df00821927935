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
  return wanted in OBJECT_ACTIONS ? OBJECT_ACTIONS[wanted as Access] : [wanted];
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
  return conditions.length > 0 && conditions.every((condition) => isAskedAnyway(condition, 'Deny'));
}

/**
 * Whether a condition of an Allow is met by every request that the kit's policies allow and S3 takes, and one of a Deny
 * by none of them. https://docs.aws.amazon.com/general/latest/gr/aws_tls-requirements.html
 */
export function isAskedAnyway(
  { base, key, values }: ConditionEntry,
  effect: NonNullable<Statement['effect']>,
): boolean {
  const allows = effect === 'Allow';
  const every = (holds: (value: string) => boolean): boolean =>
    values.length > 0 && values.every(({ value }) => holds(value));
  switch (key.value.toLowerCase()) {
    case 'aws:securetransport':
      return base === 'bool' && every((value) => value.toLowerCase() === String(allows));
    case 's3:tlsversion':
      return TLS_COMPARED[effect].test(base) && every((value) => isBelow(Number(value), base));
    case 's3:resourceaccount':
    case 'aws:resourceaccount':
      return (allows ? /^string(?:equals|like)/ : /^stringnot(?:equals|like)/).test(base);
    default:
      return false;
  }
}

const TLS_COMPARED = { Allow: /^numericgreaterthan/, Deny: /^numericlessthan/ } as const;
/** What AWS asks of every connection. */
const LOWEST_TLS = 1.2;

/** Whether a bound leaves in all that AWS takes. */
function isBelow(bound: number, base: string): boolean {
  const takesBound = base === 'numericgreaterthanequals' || base === 'numericlessthan';
  return takesBound ? bound <= LOWEST_TLS : bound < LOWEST_TLS;
}
