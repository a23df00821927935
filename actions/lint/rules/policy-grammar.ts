/**
 * The policy language: versions and elements.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
import { type Flaw, flaw } from '../finding';
import type { JsonNode, Member, ObjectNode } from '../json-node';
import {
  elementNamed,
  POLICY_ELEMENTS,
  STATEMENT_ELEMENTS,
  type Statement,
  type StatementElement,
} from '../policy-elements';
import { kindWords, type PolicyKind } from '../policy-kind';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';

const CURRENT = '2012-10-17';
const OLD = '2008-10-17';

export const versionRule: Rule = ({ policy }) => {
  if (policy.fragment) {
    const remedy = `put it into {"Version": "${CURRENT}", "Statement": [ … ]}`;
    return [
      flaw('statement-alone', opening(policy.node), 'a statement without the policy around it', remedy),
    ];
  }
  const { version } = policy;
  if (!version) {
    const message = `no Version: AWS then reads the policy in the language of ${OLD}, which has no policy variables`;
    return [flaw('version-missing', opening(policy.node), message, `add "Version": "${CURRENT}"`)];
  }
  const { value } = version;
  const text = value.kind === 'string' || value.kind === 'scalar' ? String(value.value) : '';
  if (text === CURRENT) return [];
  if (text === OLD) {
    const message = `the language of ${OLD} takes policy variables such as \${aws:username} literally`;
    return [
      flaw('version-old', value, message, `write ${CURRENT}`, usesVariables(policy.node) ? 'high' : 'note'),
    ];
  }
  const message = `${text === '' ? 'this' : text} is not a version of the policy language: the date is AWS's, not that of the policy`;
  return [flaw('version-unknown', value, message, `write "Version": "${CURRENT}"`)];
};

function usesVariables(node: JsonNode): boolean {
  if (node.kind === 'string') return /\$\{[\w-]+:[^}]*\}/.test(node.value);
  if (node.kind === 'array') return node.items.some(usesVariables);
  return node.kind === 'object' && node.members.some(({ value }) => usesVariables(value));
}

/** The bracket only: whoever is pointed at a whole policy has to look for what is meant. */
function opening({ start }: ObjectNode): { start: number; end: number } {
  return { start, end: start + 1 };
}

export const elementNamesRule: Rule = ({ policy }) => [
  ...(policy.fragment ? [] : policy.node.members.flatMap((member) => nameFindings(member, POLICY_ELEMENTS))),
  ...policy.statements.flatMap(({ node }) =>
    node.members.flatMap((member) => nameFindings(member, STATEMENT_ELEMENTS)),
  ),
];

function nameFindings({ key }: Member, elements: readonly string[]): readonly Flaw[] {
  if (elements.includes(key.value)) return [];
  const meant = elementNamed(key.value, elements);
  const message = `there is no element ${key.value}`;
  const remedy = meant ? `write ${meant}` : `the elements here are ${elements.join(', ')}`;
  return [flaw('element-unknown', key, message, remedy)];
}

export const effectRule: Rule = ({ policy }) =>
  policy.statements.flatMap((statement) => {
    const effect = statement.elements.get('Effect')?.value;
    if (!effect) return [missing(statement, 'Effect', 'write "Effect": "Allow" or "Deny"')];
    if (effect.kind === 'string' && /^(?:Allow|Deny)$/.test(effect.value)) return [];
    const written = effect.kind === 'string' ? effect.value : 'this';
    const message = `${written} is no Effect${statement.effect ? ': letter case counts' : ''}`;
    return [flaw('effect-unknown', effect, message, `write ${statement.effect ?? 'Allow or Deny'}`)];
  });

/** Which elements each kind of policy must have and which it cannot have. */
export const elementSetRule: Rule = ({ policy, kind }) =>
  policy.statements.flatMap((statement) => {
    const has = (name: StatementElement): boolean => statement.elements.has(name);
    const findings: Flaw[] = [];
    if (!has('Action') && !has('NotAction')) findings.push(missing(statement, 'Action', 'say which actions'));
    if (kind === 'identity') {
      findings.push(...forbidden(statement, ['Principal', 'NotPrincipal'], kind));
    } else if (!has('Principal') && !has('NotPrincipal'))
      findings.push(missing(statement, 'Principal', `a ${kindWords(kind)} policy says whom it is for`));
    if (kind === 'trust') findings.push(...forbidden(statement, ['Resource', 'NotResource'], kind));
    else if (!has('Resource') && !has('NotResource'))
      findings.push(missing(statement, 'Resource', 'say which resources'));
    return findings;
  });

function missing({ node }: Statement, element: StatementElement, remedy: string): Flaw {
  return flaw('element-missing', opening(node), `the statement has no ${element}`, remedy);
}

function forbidden(
  { elements }: Statement,
  names: readonly StatementElement[],
  kind: PolicyKind,
): readonly Flaw[] {
  return names.flatMap((name) => {
    const member = elements.get(name);
    if (!member) return [];
    const message = `${article(kind)} ${kindWords(kind)} policy cannot have ${name}`;
    return [flaw('element-forbidden', member.key, message, 'leave it out')];
  });
}

function article(kind: PolicyKind): string {
  return kind === 'identity' || kind === 'access-point' ? 'an' : 'a';
}

/** Types and emptiness: what AWS refuses, or takes and never matches. */
export const elementValuesRule: Rule = ({ policy }) => {
  const findings: Flaw[] = [];
  const statements = policy.node.members.find(
    ({ key }) => elementNamed(key.value, POLICY_ELEMENTS) === 'Statement',
  );
  if (!policy.fragment && policy.statements.length === 0 && statements && !isFilledIn(statements.value))
    findings.push(flaw('element-empty', statements.value, 'a policy without a statement', 'add one'));
  for (const { elements } of policy.statements)
    for (const [name, { value }] of elements) findings.push(...valueFindings(name, value));
  return findings;
};

/** Whether a list holds what a template fills in. */
function isFilledIn(node: JsonNode): boolean {
  if (node.kind === 'array') return node.items.some(isFilledIn);
  return node.kind === 'string' && holdsReference(node.value);
}

function valueFindings(name: StatementElement, value: JsonNode): readonly Flaw[] {
  if (name === 'Condition') return conditionShape(value);
  if (name === 'Sid' || name === 'Effect')
    return value.kind === 'string'
      ? []
      : [flaw('element-type', value, `${name} is a string`, 'write one string')];
  if (name === 'Principal' || name === 'NotPrincipal') {
    if (value.kind === 'object')
      return [
        ...emptiness(name, value),
        ...value.members.flatMap((member) => stringsOnly(member.key.value, member.value)),
      ];
    if (value.kind === 'string' && value.value === '*') return [];
    return [
      flaw('element-type', value, `${name} is not "*" and names no type`, `write "${name}": {"AWS": … }`),
    ];
  }
  return stringsOnly(name, value);
}

function stringsOnly(name: string, value: JsonNode): readonly Flaw[] {
  if (value.kind === 'array')
    return [...emptiness(name, value), ...value.items.flatMap((item) => oneString(name, item))];
  return oneString(name, value);
}

function oneString(name: string, value: JsonNode): readonly Flaw[] {
  if (value.kind !== 'string')
    return [flaw('element-type', value, `${name} is a string or a list of strings`, 'put it in quotes')];
  return value.value === ''
    ? [flaw('element-empty', value, `${name} is empty`, 'name it, or leave it out')]
    : [];
}

function emptiness(name: string, value: JsonNode): readonly Flaw[] {
  const count =
    value.kind === 'array' ? value.items.length : value.kind === 'object' ? value.members.length : 1;
  return count === 0
    ? [flaw('element-empty', value, `${name} is empty`, 'say what is meant, or leave it out')]
    : [];
}

function conditionShape(value: JsonNode): readonly Flaw[] {
  if (value.kind !== 'object')
    return [
      flaw('element-type', value, 'Condition is an object', 'write {"<operator>": {"<key>": "<value>"}}'),
    ];
  if (value.members.length === 0) return [nothingAsked(value)];
  return value.members.flatMap(({ key, value: block }): readonly Flaw[] => {
    if (block.kind !== 'object') {
      const remedy = `write "${key.value}": {"<key>": "<value>"}`;
      return [flaw('element-type', block, `${key.value} holds no condition key`, remedy)];
    }
    if (block.members.length === 0) return [nothingAsked(block)];
    return block.members.flatMap((member) => emptiness(member.key.value, member.value));
  });
}

function nothingAsked(node: JsonNode): Flaw {
  return flaw(
    'condition-empty',
    node,
    'a condition that asks nothing: the statement always applies',
    'say what it asks, or leave it out',
  );
}
