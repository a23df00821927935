/**
 * Whom a policy lets in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

import { arnShapeProblem } from '../arn-shape';
import { restricts } from '../condition-operators';
import { isDelegation } from '../delegation';
import { type Flaw, flaw } from '../finding';
import { likelyMeant } from '../likely-meant';
import { placeholderIn } from '../placeholder';
import type { PrincipalEntry, Statement } from '../policy-elements';
import { holdsReference } from '../reading/reference';
import type { Rule, RuleContext } from '../rule';

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

export const principalRule: Rule = ({ policy, kind }) => {
  if (kind === 'identity') return [];
  return policy.statements.flatMap((statement) => [
    ...notPrincipal(statement),
    ...typeFindings(statement),
    ...statement.principals.flatMap((entry) => entryFinding(entry, statement, kind)),
  ]);
};

function notPrincipal({ effect, elements }: Statement): readonly Flaw[] {
  const element = elements.get('NotPrincipal');
  if (!element) return [];
  if (effect === 'Allow')
    return [
      flaw(
        'principal-not',
        element.key,
        'Allow with NotPrincipal lets in everyone but these',
        'name who is let in',
      ),
    ];
  const message =
    'NotPrincipal must name the account, the role and each session, else it shuts out whom it spares';
  return [
    flaw('principal-not', element.key, message, 'deny "*" with a condition on aws:PrincipalArn', 'medium'),
  ];
}

function typeFindings({ elements }: Statement): readonly Flaw[] {
  const value = elements.get('Principal')?.value;
  if (value?.kind !== 'object') return [];
  return value.members.flatMap(({ key }) => {
    if (TYPES.some((type) => type === key.value)) return [];
    const meant =
      TYPES.find((type) => type.toLowerCase() === key.value.toLowerCase()) ?? likelyMeant(key.value, TYPES);
    const message = `there are no principals of type ${key.value}`;
    return [
      flaw(
        'principal-type-unknown',
        key,
        message,
        meant ? `write ${meant}` : `the types are ${TYPES.join(', ')}`,
      ),
    ];
  });
}

function entryFinding(
  entry: PrincipalEntry,
  statement: Statement,
  kind: RuleContext['kind'],
): readonly Flaw[] {
  const { type, value: text } = entry;
  const { value } = text;
  if (isEveryone(entry)) return statement.elements.has('Principal') ? everyone(entry, statement, kind) : [];
  if (type.toUpperCase() !== 'AWS') return [];
  const problem = awsProblem(value);
  if (problem) return [flaw(problem.id, text, problem.message, problem.remedy)];
  return [];
}

function awsProblem(
  value: string,
):
  | { id: 'principal-malformed' | 'principal-wildcard' | 'arn-malformed'; message: string; remedy: string }
  | undefined {
  if (/^\d+$/.test(value)) {
    if (value.length === 12) return undefined;
    return {
      id: 'principal-malformed',
      message: `an account has 12 digits; ${value} has ${value.length}`,
      remedy: "write the vendor's account",
    };
  }
  if (/^A(?:ROA|IDA)[A-Z0-9]{12,}$/.test(value))
    return {
      id: 'principal-malformed',
      message: `${value} is what is left of a principal that was deleted: nobody is it any more`,
      remedy: "write the ARN of the vendor's principal",
    };
  if (!value.startsWith('arn:')) {
    if (placeholderIn(value) !== undefined || holdsReference(value) || value === '') return undefined;
    return {
      id: 'principal-malformed',
      message: `${value} is neither an account nor an ARN`,
      remedy: 'write arn:aws:iam::<account>:role/<name>',
    };
  }
  const shape = arnShapeProblem(value);
  if (shape) return { id: 'arn-malformed', ...shape };
  if (/:group\//.test(value))
    return {
      id: 'principal-malformed',
      message: 'a group is not a principal',
      remedy: 'name the users, or a role',
    };
  if (/[*?]/.test(value.replace(/\$\{[^}]*\}/g, '')) && placeholderIn(value) === undefined) {
    const remedy = 'name the account root and put the pattern into ArnLike on aws:PrincipalArn';
    return { id: 'principal-wildcard', message: `AWS takes no wildcard in a principal: ${value}`, remedy };
  }
  return undefined;
}

function isEveryone({ type, value }: PrincipalEntry): boolean {
  return value.value === '*' && (type === '*' || type.toUpperCase() === 'AWS');
}

/** Keys that say who asks, or from where; an external ID is neither, and no secret. */
const LIMITS_CALLER =
  /^(?:aws:Principal(?:Arn|Account|OrgID|OrgPaths)|aws:Source(?:Arn|Account|Vpce?|Ip|OrgID)|aws:userid|s3:DataAccessPoint(?:Account|Arn))$/i;

function everyone(
  { value }: PrincipalEntry,
  statement: Statement,
  kind: RuleContext['kind'],
): readonly Flaw[] {
  if (statement.effect !== 'Allow' || isDelegation(statement)) return [];
  const limit = statement.conditions.find((one) => LIMITS_CALLER.test(one.key.value) && restricts(one));
  if (limit && kind !== 'trust') {
    const message = `everyone is let in, held back by the condition on ${limit.key.value} alone`;
    return [flaw('principal-everyone', value, message, 'name the role or its account', 'medium')];
  }
  const what =
    kind === 'trust'
      ? 'every principal of every AWS account may assume the role'
      : 'everyone on the internet is let in';
  return [flaw('principal-everyone', value, what, "name the vendor's principal")];
}
