/** Condition keys that AWS does not have, or that an action does not know. */

import type { Action } from '../action-catalogue';
import { holdsWithoutKey } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { likelyMeant } from '../likely-meant';
import type { ConditionEntry, Statement } from '../policy-elements';
import type { Rule } from '../rule';
import { reachOf, type WrittenAction } from '../statement-reach';
import { matchesText } from '../text-pattern';

export const conditionKeyRule: Rule = ({ policy, catalogue }) =>
  policy.statements.flatMap((statement) => {
    if (statement.conditions.length === 0) return [];
    const { actions } = reachOf(statement, catalogue);
    return statement.conditions.flatMap((condition): readonly Flaw[] => {
      const { key } = condition;
      if (!isKnown(key.value, catalogue.conditionKeys)) {
        if (isIdentityProviders(key.value)) return [];
        const meant =
          likelyMeant(key.value, catalogue.conditionKeys) ?? elsewhere(key.value, catalogue.conditionKeys);
        const remedy = meant
          ? `did you mean ${meant}?`
          : 'see the condition keys in the service authorization reference';
        return [flaw('condition-key-unknown', key, `AWS has no condition key ${key.value}`, remedy)];
      }
      if (isGlobal(key.value)) return [];
      return actions.flatMap((action) => inapplicable(action, condition, statement));
    });
  });

/**
 * Keys of all services, and those that requests through access points carry whatever the action: the reference lists
 * the latter with few actions only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function isGlobal(key: string): boolean {
  return /^(?:aws:|s3:DataAccessPoint|s3:AccessPointNetworkOrigin)/i.test(key);
}

/** `oidc.eks.us-east-1.amazonaws.com/id/…:sub`, `token.actions.githubusercontent.com:aud`: a host and a claim. */
function isIdentityProviders(key: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^:]*)?:[A-Za-z_/]+$/i.test(key);
}

function isKnown(key: string, known: readonly string[]): boolean {
  return known.some((name) => isKey(key, name));
}

/** `name` may hold a variable part: `s3:ExistingObjectTag/<key>`, `aws:RequestTag/${TagKey}`, `aws:PrincipalTag/tag-key`. */
function isKey(key: string, name: string): boolean {
  if (!/[<$]|tag-key$/.test(name)) return name.toLowerCase() === key.toLowerCase();
  return matchesText(name.replace(/\$\{[^}]*\}|<[^>]*>|tag-key$/g, '?*'), key);
}

/** The same name with another service: `aws:ExternalId`. */
function elsewhere(key: string, known: readonly string[]): string | undefined {
  const name = key.slice(key.indexOf(':') + 1).toLowerCase();
  return known.find((other) => other.slice(other.indexOf(':') + 1).toLowerCase() === name);
}

function inapplicable(
  { written, all, applicable }: WrittenAction,
  condition: ConditionEntry,
  { effect }: Statement,
): readonly Flaw[] {
  const key = condition.key.value;
  const live = applicable.length > 0 ? applicable : all;
  const without = live.filter((action) => !knows(action, key));
  if (without.length === 0) return [];
  const wildcard = /[*?]/.test(written.value);
  const name = wildcard ? written.value : (without[0]?.name ?? written.value);
  const remedy = `put ${name} into a statement of its own without ${key}`;
  if (wildcard && without.length < live.length) {
    // A Deny of all, as AWS writes it against an old TLS, is for those that know the key.
    if (effect === 'Deny') return [];
    const message = `${without.length} of the ${live.length} actions that ${name} stands for here do not support ${key}, such as ${without[0]?.name}`;
    return [flaw('condition-key-inapplicable', written, message, 'list the actions that are needed', 'note')];
  }
  if (holdsWithoutKey(condition)) {
    const message = `${name} does not support ${key}: for it the condition always holds`;
    return [flaw('condition-key-inapplicable', written, message, remedy, 'medium')];
  }
  const never = effect === 'Deny' ? 'never denied' : 'never allowed';
  const message = `${name} does not support ${key}, so here it is ${never}`;
  return [flaw('condition-key-inapplicable', written, message, remedy)];
}

/**
 * What goes with an AssumeRole is judged by the same request: its context holds the keys of that call, though the
 * reference does not list them.
 */
const COMPANIONS = /^sts:(?:TagSession|SetSourceIdentity|SetContext)$/;

function knows({ name, conditionKeys, resourceTypes }: Action, key: string): boolean {
  // Every request to S3 carries it; the reference leaves it out where an action is no request.
  if (name.startsWith('s3:') && key.toLowerCase() === 's3:resourceaccount') return true;
  if (COMPANIONS.test(name) && key.toLowerCase().startsWith('sts:')) return true;
  return [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].some((known) =>
    isKey(key, known),
  );
}
