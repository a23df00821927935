/** Condition operators, and what they do that people do not expect. */

import { OPERATOR_NAMES } from '../../../iam/operators';
import { bucketIn, keyIn } from '../arn-shape';
import { isLiteral, operatorOf } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { likelyMeant } from '../likely-meant';
import type { ConditionEntry, Text } from '../policy-elements';
import type { Rule } from '../rule';
import { matchesText } from '../text-pattern';

export const operatorRule: Rule = ({ policy }) => {
  const seen = new Set<Text>();
  return policy.statements.flatMap(({ conditions }) =>
    conditions.flatMap(({ operator, base, ifExists }): readonly Flaw[] => {
      if (seen.has(operator)) return [];
      seen.add(operator);
      if (base === 'null' && ifExists)
        return [
          flaw(
            'operator-unknown',
            operator,
            'Null takes no IfExists: it asks whether the key exists',
            'write Null',
          ),
        ];
      if (operatorOf(base)) return [];
      const meant = likelyMeant(base, OPERATOR_NAMES);
      const remedy = meant
        ? `did you mean ${meant}?`
        : 'see the condition operators of IAM, such as StringEquals';
      return [flaw('operator-unknown', operator, `there is no operator ${operator.value}`, remedy)];
    }),
  );
};

/** `StringEquals` with `*` compares with a star. External IDs have a rule of their own. */
export const literalWildcardRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ conditions }) =>
    conditions
      .filter(({ base, key }) => isLiteral(base) && key.value.toLowerCase() !== 'sts:externalid')
      .flatMap(({ operator, values }) =>
        values
          .filter(({ value }) => value.replace(/\$\{[^}]*\}/g, '').includes('*'))
          .map((value) => {
            const like = operator.value.replace(/equals(?:ignorecase)?/i, 'Like');
            const message = `${operator.value} takes the * in ${value.value} literally`;
            return flaw('condition-literal-wildcard', value, message, `use ${like}`);
          }),
      ),
  );

export const forAllValuesRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, conditions }) => {
    if (effect !== 'Allow') return [];
    return conditions
      .filter(({ set, key }) => set === 'ForAllValues' && !isGuarded(key.value, conditions))
      .map(({ operator, key }) =>
        flaw(
          'condition-for-all-values',
          operator,
          `${operator.value} is true for a request without ${key.value}`,
          `add "Null": {"${key.value}": "false"}, or use an operator for one value`,
        ),
      );
  });

function isGuarded(key: string, conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(
    (other) =>
      other.base === 'null' &&
      other.key.value.toLowerCase() === key.toLowerCase() &&
      other.values.some(({ value }) => value.toLowerCase() === 'false'),
  );
}

/** Objects are other resources than the bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export const tlsObjectsRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, resources, conditions, actions }) => {
    const tls = conditions.find(({ key }) => key.value.toLowerCase() === 'aws:securetransport');
    const all = actions.some(({ value }) => /^(?:\*|s3:\*)$/.test(value));
    if (effect !== 'Deny' || !tls || !all || resources.some(({ value }) => value === '*')) return [];
    const objects = resources.filter(({ value }) => keyIn(value) !== undefined || /\*$/.test(value));
    return resources
      .filter(
        ({ value }) => bucketIn(value) !== undefined && keyIn(value) === undefined && !value.endsWith('*'),
      )
      .filter(({ value }) => !objects.some((one) => matchesText(one.value, `${value}/*`)))
      .map((resource) => {
        const message = `plain HTTP is denied on the bucket, and not on its objects`;
        return flaw('tls-bucket-only', resource, message, `add ${resource.value}/*`);
      });
  });

export const tlsRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, conditions }) => {
    const wrong = effect === 'Deny' ? 'true' : effect === 'Allow' ? 'false' : undefined;
    return conditions
      .filter(({ base, key }) => base === 'bool' && key.value.toLowerCase() === 'aws:securetransport')
      .flatMap(({ values }) => values.filter(({ value }) => value.toLowerCase() === wrong))
      .map((value) => {
        const what =
          effect === 'Deny'
            ? 'this denies requests with TLS and lets plain HTTP pass'
            : 'this allows plain HTTP only';
        return flaw('tls-inverted', value, what, `write "${effect === 'Deny' ? 'false' : 'true'}"`);
      });
  });
