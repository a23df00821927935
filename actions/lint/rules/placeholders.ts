/** What was left for the reader to fill in. */
import { accountField, bucketIn } from '../arn-shape';
import { type Flaw, flaw } from '../finding';
import { exampleAccount, placeholderIn } from '../placeholder';
import type { Text } from '../policy-elements';
import type { Rule } from '../rule';
import { isExternalId } from './trust';

export const placeholderRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ resources, notResources, principals, conditions, actions, notActions }) => [
    ...[
      ...actions,
      ...notActions,
      ...resources,
      ...notResources,
      ...principals.map(({ value }) => value),
    ].flatMap(textFinding),
    ...conditions
      .filter((condition) => !isExternalId(condition))
      .flatMap(({ values }) => values.flatMap(textFinding)),
  ]);

function textFinding(text: Text): readonly Flaw[] {
  const { value } = text;
  const left = placeholderIn(value) ?? wordForAccount(value) ?? exampleName(value);
  if (left !== undefined)
    return [flaw('placeholder', text, `${left} is a placeholder`, 'put the real value in its place')];
  const account = /^\d{12}$/.test(value) ? value : (accountField(value) ?? '');
  const example = exampleAccount(account);
  if (example === undefined) return [];
  const message = `${account} is an account from an example${example === 'invented' ? '' : " of AWS's"}`;
  const severity = example === 'invented' ? 'medium' : 'note';
  return [flaw('example-account', text, message, 'put the real account in its place', severity)];
}

/** A word where the account's digits belong. */
function wordForAccount(value: string): string | undefined {
  const account = accountField(value);
  return account === undefined || /^(?:aws)?$|^\d+$|[*?‹]|^\$\{/.test(account) ? undefined : account;
}

/** Names that are words for what belongs there. */
function exampleName(value: string): string | undefined {
  const bucket = bucketIn(value);
  if (bucket !== undefined && /^(?:bucket|mybucket|bucketname|examplebucket|test)$/i.test(bucket))
    return bucket;
  const name = /^arn:[^:]*:iam::[^:]*:(?:role|user)\/(?<name>.*)$/.exec(value)?.groups?.name ?? '';
  return /^(?:resource|role|user|name|rolename|role-name|username|user-name)$/i.test(name) ? name : undefined;
}
