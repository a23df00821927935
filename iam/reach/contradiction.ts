/**
 * A Deny makes a difference only where the other world allows. Where each of its Allows asks for what the Deny excludes,
 * such as TLS where the Deny is about plain HTTP, nobody who needs an Allow is concerned.
 */
import { accountInArn } from '../arn';
import { conditionHolds } from '../condition';
import type { Condition, Statement } from '../policy';
import { matchesGlob } from '../wildcard';
import type { Documents, Source, SourceLayer } from './documents';
import { isMultivalued } from './sent-keys';

/** Layers of which one has to allow; the others only limit. */
const GRANTING: ReadonlySet<SourceLayer> = new Set(['identity', 'trust', 'bucket', 'point', 'key']);

/** Whether no Allow of the documents applies to a request to which the Deny applies. */
export function contradictsAll(deny: Statement, { sources }: Documents): boolean {
  return sources.every(
    ({ layer, statement }) =>
      statement.effect === 'Deny' || !GRANTING.has(layer) || contradicts(statement, deny),
  );
}

function contradicts(allow: Statement, deny: Statement): boolean {
  return (
    areActionsApart(allow, deny) ||
    allow.conditions.some((given) => deny.conditions.some((denied) => excludes(given, denied)))
  );
}

function areActionsApart({ action: allowed }: Statement, { action: denied }: Statement): boolean {
  if (allowed.element !== 'Action' || denied.element !== 'Action') return false;
  return allowed.globs.every(
    (glob) => typeof glob === 'string' && !denied.globs.some((other) => matchesGlob(other, glob)),
  );
}

/** Whether the key has one of the values that the one asks for, and with none of them the other holds. */
function excludes(given: Condition, denied: Condition): boolean {
  const { operator, operatorText, values, key } = given;
  const name = key.toLowerCase();
  if (name !== denied.key.toLowerCase() || isMultivalued(name)) return false;
  if (operator === undefined || operator.negated || operator.ifExists || operator.quantifier !== undefined)
    return false;
  const isBool = operatorText === 'Bool' && denied.operatorText.startsWith('Bool');
  if (!isBool && operatorText !== 'StringEquals') return false;
  return values.every(
    ({ text }) =>
      !text.includes('${') &&
      conditionHolds(denied, (asked) =>
        asked.toLowerCase() === name ? { values: [text], multivalued: false } : 'unknown',
      ) === 'no',
  );
}

/** Whether the statement may be about another principal of the account than the role, who may need nobody's Allow. */
export function mayNameOwn({ layer, statement: { principal } }: Source, account: string): boolean {
  if (layer === 'identity') return false;
  if (principal === undefined || principal.element === 'NotPrincipal') return true;
  return !principal.principals.every((pattern) => {
    switch (pattern.kind) {
      case 'account':
        return pattern.account !== account;
      case 'arn':
        return accountInArn(pattern.text) !== account;
      case 'service':
      case 'federated':
        return true;
      default:
        return false;
    }
  });
}
