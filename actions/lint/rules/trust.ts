/**
 * Trust policies: who may assume a role, and by what it is told apart from the vendor's other customers.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
import { restricts } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { vendorOf } from '../known-vendors';
import type { ConditionEntry, PrincipalEntry, Statement } from '../policy-elements';
import type { Rule, RuleContext } from '../rule';
import { matchesText } from '../text-pattern';

export function isExternalId({ key }: ConditionEntry): boolean {
  return key.value.toLowerCase() === 'sts:externalid';
}

function assumes({ actions }: Statement, action: string): boolean {
  return actions.some(({ value }) => matchesText(value, action));
}

/** Statements of session tags only open nothing by themselves, and need no external ID. */
export const externalIdRequiredRule: Rule = ({ policy, kind }) => {
  if (kind !== 'trust') return [];
  return policy.statements.flatMap((statement): readonly Flaw[] => {
    if (statement.effect !== 'Allow' || !assumes(statement, 'sts:AssumeRole')) return [];
    const ids = statement.conditions.filter(isExternalId);
    if (ids.some((condition) => !asksForAny(condition))) return [];
    const idless = ids.length === 0 ? 'without an external ID' : 'with any external ID';
    const principals = statement.principals.filter(
      ({ type }) => type === '*' || type.toUpperCase() === 'AWS',
    );
    const [first] = principals;
    if (!first) return [];
    const known = vendorOf(first.value.value);
    if (known?.externalId.support === 'unsupported') {
      const message = `${known.name} supports no external ID: it can be made to use the role for another customer`;
      const remedy = 'hold the role to as little as possible, and write the reason into acceptNoExternalId';
      return [flaw('trust-without-external-id', first.value, message, remedy, 'note')];
    }
    const wide = principals.find(isWholeAccount);
    const who = wide ? anyPrincipalOf(wide.value.value) : first.value.value;
    const message = `${who} may assume the role ${idless}: the vendor can be made to use it for another customer`;
    const remedy = 'add "Condition": {"StringEquals": {"sts:ExternalId": "<the id from the vendor>"}}';
    return [
      flaw('trust-without-external-id', (wide ?? first).value, message, remedy, wide ? 'high' : 'medium'),
    ];
  });
};

/** Null with "false" asks that there be an external ID, whichever it is. */
function asksForAny({ base, values }: ConditionEntry): boolean {
  return base === 'null' && values.every(({ value }) => value.toLowerCase() === 'false');
}

function anyPrincipalOf(account: string): string {
  return account === '*' ? 'anyone' : `any principal of ${account}`;
}

function isWholeAccount({ value: { value } }: PrincipalEntry): boolean {
  return value === '*' || /^\d+$/.test(value) || /:root$/.test(value);
}

/** With several of both, each principal may come with each id. */
export const crossProductRule: Rule = ({ policy, kind }) => {
  if (kind !== 'trust') return [];
  return policy.statements.flatMap(({ effect, principals, conditions }) => {
    const ids = conditions.filter(isExternalId).flatMap(({ values }) => values);
    const [, second] = principals;
    if (effect !== 'Allow' || !second || ids.length < 2) return [];
    const message = `each of the ${principals.length} principals may come with each of the ${ids.length} external IDs`;
    return [
      flaw(
        'trust-cross-product',
        second.value,
        message,
        'write one statement for each principal, with its own id',
      ),
    ];
  });
};

export const machineMfaRule: Rule = ({ policy, kind }) => {
  if (kind !== 'trust') return [];
  return policy.statements.flatMap(({ effect, conditions }) =>
    effect === 'Allow'
      ? conditions
          .filter(({ key }) => /^aws:MultiFactorAuth/i.test(key.value))
          .map(({ key }) =>
            flaw(
              'trust-mfa',
              key,
              "a vendor's service has no MFA device: it could never assume the role",
              'leave it out; the external ID is for machines',
            ),
          )
      : [],
  );
};

/** Without `aud` a token for another application will do, without `sub` one of anybody at the provider. */
export const webIdentityRule: Rule = ({ policy, kind }) => {
  if (kind !== 'trust') return [];
  return policy.statements.flatMap((statement): readonly Flaw[] => {
    const action = statement.actions.find(({ value }) => matchesText(value, 'sts:AssumeRoleWithWebIdentity'));
    const federated = statement.principals.some(({ type }) => type === 'Federated');
    if (statement.effect !== 'Allow' || !action || !federated) return [];
    const claims = statement.conditions.filter(restricts);
    const has = (claim: string): boolean =>
      claims.some(({ key }) => key.value.toLowerCase().endsWith(`:${claim}`));
    const missing = [...(has('aud') || has('oaud') ? [] : ['aud']), ...(has('sub') ? [] : ['sub'])];
    if (missing.length === 0) return [];
    const message = `the token's ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not checked: ${missing.includes('sub') ? 'anybody at the identity provider may assume the role' : 'a token for another application will do'}`;
    const remedy = `add StringEquals on ${missing.map((claim) => `<provider>:${claim}`).join(' and ')}`;
    return [flaw('web-identity-open', action, message, remedy, missing.includes('sub') ? 'high' : 'medium')];
  });
};

/** A principal must exist when a policy is stored; a role cannot before its trust policy does. */
export const selfPrincipalRule: Rule = ({ policy, kind, policies }) => {
  if (kind !== 'trust') return [];
  const assumed = policies.flatMap((other) => assumedRoles(other));
  return policy.statements.flatMap(({ effect, principals }) =>
    effect === 'Allow'
      ? principals
          .filter(
            ({ value: { value } }) =>
              assumed.includes(value) || /this[-_ ]?role|role[-_ ]itself|<self>/i.test(value),
          )
          .map(({ value }) => {
            const message = `${value.value} is the role itself, and cannot be named before it exists`;
            const remedy = "name the account's root, with ArnEquals on aws:PrincipalArn";
            return flaw('principal-self', value, message, remedy);
          })
      : [],
  );
};

/** Roles that an identity policy of the document lets its role assume; a pattern names none. */
function assumedRoles({ statements }: RuleContext['policy']): readonly string[] {
  return statements
    .filter((statement) => statement.effect === 'Allow' && assumes(statement, 'sts:AssumeRole'))
    .flatMap(({ resources }) => resources.map(({ value }) => value))
    .filter((value) => !/[*?]/.test(value));
}
