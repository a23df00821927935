/** Whether actions are written as AWS writes them, and stand where they mean something. */

import { OWNER_ACL } from '../../../config/tenant/owner-acl';
import type { ActionCatalogue } from '../action-catalogue';
import { ACTIONS_BEHIND_OPERATION } from '../api-operations';
import { restricts } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { likelyMeant } from '../likely-meant';
import { placeholderIn } from '../placeholder';
import type { ConditionEntry, Text } from '../policy-elements';
import { kindWords, type PolicyKind } from '../policy-kind';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';

const WELL_FORMED = /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/;

/** `*` alone is an action too. */
export const actionNamesRule: Rule = ({ policy, catalogue }) =>
  policy.statements.flatMap(({ actions, notActions }) => [
    ...nameFindings(actions, catalogue),
    ...nameFindings(notActions, catalogue),
  ]);

/** For the actions of a statement, and for those that a document lists in prose. */
export function nameFindings(actions: readonly Text[], catalogue: ActionCatalogue): readonly Flaw[] {
  const seen = new Set<string>();
  return actions.flatMap((action): readonly Flaw[] => {
    const name = action.value.toLowerCase();
    if (seen.has(name))
      return [flaw('action-duplicate', action, `${action.value} is in the list already`, 'leave it out')];
    seen.add(name);
    return nameFinding(action, catalogue) ?? [];
  });
}

function nameFinding(action: Text, catalogue: ActionCatalogue): readonly Flaw[] | undefined {
  const { value } = action;
  if (value === '*' || value === '' || holdsReference(value) || placeholderIn(value) !== undefined)
    return undefined;
  if (!WELL_FORMED.test(value)) return [malformed(action, catalogue)];
  const [service = '', name = ''] = value.split(':');
  if (!catalogue.services.has(service.toLowerCase())) {
    const meant = likelyMeant(service, catalogue.services);
    const remedy = meant
      ? `did you mean ${meant}:${name}?`
      : 'see the service authorization reference of AWS';
    return [flaw('service-unknown', action, `AWS has no service ${service}`, remedy)];
  }
  if (/[*?]/.test(name)) {
    if (catalogue.expand(value).length > 0) return undefined;
    return [
      flaw(
        'action-wildcard-dead',
        action,
        `${value} matches no action that AWS has`,
        suggestion(value, catalogue),
      ),
    ];
  }
  if (catalogue.find(value)) return undefined;
  const operation = operationNamed(value);
  const message = operation ? `${value} is an operation of the API, no action` : `AWS has no action ${value}`;
  return [flaw('action-unknown', action, message, suggestion(value, catalogue))];
}

function malformed(action: Text, catalogue: ActionCatalogue): Flaw {
  const { value } = action;
  const cleaned = value
    .trim()
    .replace(/[:\s,;]+$/, '')
    .replace(/\s+/g, '')
    .replace(/::+/, ':');
  const named = cleaned.includes(':') ? cleaned : `s3:${cleaned}`;
  const real = catalogue.find(named)?.name;
  const end = /:$/.test(value) ? ' has a colon at its end' : ' is not written <service>:<action>';
  return flaw('action-malformed', action, `${value}${end}`, `write ${real ?? 'for example s3:GetObject'}`);
}

function operationNamed(action: string): string | undefined {
  return Object.keys(ACTIONS_BEHIND_OPERATION).find((name) => name.toLowerCase() === action.toLowerCase());
}

/** The action behind an operation, else the nearest real one. */
function suggestion(value: string, catalogue: ActionCatalogue): string {
  const operation = operationNamed(value);
  if (operation) return `write ${(ACTIONS_BEHIND_OPERATION[operation] ?? []).join(' and ')}`;
  const [service = '', name = ''] = value.split(':');
  const actions = catalogue.actionsOf(service).map((action) => action.name);
  const meant =
    likelyMeant(value, actions) ??
    likelyMeant(value, Object.keys(ACTIONS_BEHIND_OPERATION)) ??
    named(name, catalogue);
  const real = meant === undefined ? undefined : (ACTIONS_BEHIND_OPERATION[meant]?.join(' and ') ?? meant);
  return real
    ? `did you mean ${real}?`
    : `see the actions of ${service} in the service authorization reference`;
}

/** An action of that name in another service: `iam:AssumeRole`. */
function named(name: string, catalogue: ActionCatalogue): string | undefined {
  return ['s3', 'sts', 'kms'].map((service) => `${service}:${name}`).find((action) => catalogue.find(action));
}

/** The service whose actions a policy of a resource can be about. */
const SERVICES_OF: Readonly<Partial<Record<PolicyKind, string>>> = {
  trust: 'sts',
  bucket: 's3',
  'access-point': 's3',
  key: 'kms',
};

export const actionPlaceRule: Rule = ({ policy, kind }) => {
  const service = SERVICES_OF[kind];
  if (service === undefined) return [];
  return policy.statements.flatMap(({ actions, effect }) =>
    actions.flatMap((action) => {
      const found = action.value.split(':')[0]?.toLowerCase() ?? '';
      if (found === service || !action.value.includes(':') || found === 's3-object-lambda') return [];
      if (kind !== 'trust' && effect === 'Deny') return [];
      const remedy =
        found === 'sts'
          ? "it belongs in the role's trust policy"
          : `here only ${service} actions mean something`;
      const message = `${action.value} means nothing in a ${kindWords(kind)} policy`;
      return [flaw('action-wrong-policy', action, message, remedy)];
    }),
  );
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const aclActionsRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, actions, conditions }) =>
    effect === 'Allow' && !conditions.some(isOwnerAcl)
      ? actions
          .filter(({ value }) => /^s3:PutObject(?:Version)?Acl$/i.test(value))
          .map((action) => {
            const message = `${action.value} is of no use where ACLs are off, as on every bucket made since April 2023`;
            const remedy = `leave it out; where the vendor sends the header x-amz-acl, allow it under StringEquals s3:x-amz-acl ${OWNER_ACL} alone`;
            return flaw('action-acl', action, message, remedy);
          })
      : [],
  );

/** With ACLs off S3 takes that one ACL, and asks for the right where it is sent. */
function isOwnerAcl(condition: ConditionEntry): boolean {
  const { key, values } = condition;
  return (
    restricts(condition) &&
    key.value.toLowerCase() === 's3:x-amz-acl' &&
    values.length > 0 &&
    values.every(({ value }) => value === OWNER_ACL)
  );
}

export const allowNotRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, elements }) => {
    if (effect !== 'Allow') return [];
    const notAction = elements.get('NotAction');
    const notResource = elements.get('NotResource');
    return [
      ...(notAction
        ? [
            flaw(
              'allow-not-action',
              notAction.key,
              'Allow with NotAction allows every action of every service but these',
              'list the actions that are needed',
            ),
          ]
        : []),
      ...(notResource
        ? [
            flaw(
              'allow-not-resource',
              notResource.key,
              'Allow with NotResource allows every resource but these',
              'list the resources that are needed',
            ),
          ]
        : []),
    ];
  });
