/** What IAM and STS take as parameters, held against AWS's own model, and each of its rules put to the test; no server. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkIamParameters, IAM_MODEL } from '../../local-aws/iam-model';
import { checkVersion, IAM_OPERATIONS } from '../../local-aws/known-operations';
import type { Query } from '../../local-aws/message';
import { pythonOfMoto } from '../../local-aws/moto-program';
import type { Parameter, Shape } from '../../local-aws/parameter-shapes';
import { Refusal } from '../../local-aws/refusal';
import { STS_OPERATIONS } from '../../local-aws/sts';
import { checkStsParameters, STS_MODEL } from '../../local-aws/sts-model';

type Told = Readonly<Record<string, Readonly<Record<string, { isRequired: boolean; shape: unknown }>>>>;

const told = JSON.parse(
  execFileSync(pythonOfMoto(), [join(__dirname, 'aws-model.py')], { encoding: 'utf8', maxBuffer: 1 << 24 }),
) as { readonly iam: Told; readonly sts: Told };

const SERVICES = [
  { name: 'iam', operations: IAM_OPERATIONS, model: IAM_MODEL, check: checkIamParameters },
  { name: 'sts', operations: STS_OPERATIONS, model: STS_MODEL, check: checkStsParameters },
] as const;

/** What is left out of the tables: what is refused, or kept by moto as it is. */
const NOT_THERE = new Set(['AddPrivateKey', 'RemovePrivateKey', 'ProvidedContexts']);

test.each(SERVICES)('$name: the tables say what its model says', ({ name, operations, model }) => {
  const ours = (operation: string) =>
    Object.fromEntries(
      model
        .parametersOf(operation)
        .map(({ name: parameter, isRequired, shape }) => [
          parameter,
          { isRequired, shape: model.wholeShape(shape) },
        ]),
    );
  const theirs = (operation: string) =>
    Object.fromEntries(
      Object.entries(told[name][operation] ?? {}).flatMap(([parameter, one]) =>
        NOT_THERE.has(parameter) ? [] : [[parameter, inOurWords(parameter, one)]],
      ),
    );
  for (const operation of operations)
    expect({ operation, takes: ours(operation) }).toEqual({ operation, takes: theirs(operation) });
});

function inOurWords(parameter: string, one: { isRequired: boolean; shape: unknown }): unknown {
  const text = JSON.stringify(one, (key, value) =>
    // Characters beyond those of JavaScript's expressions.
    key === 'pattern' && String(value).includes('u10000') ? undefined : value,
  );
  const plain = JSON.parse(text) as { shape: object };
  // The page says ten, and the model nothing: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  return parameter === 'PolicyArns' ? { ...plain, shape: { ...plain.shape, most: 10 } } : plain;
}

/** Values that break a shape's rules, one each, with the words in which AWS says so. */
function breaking(shape: Shape): readonly (readonly [value: string, words: string])[] {
  switch (shape.kind) {
    case 'text': {
      const { least = 0, most, pattern } = shape;
      return [
        ...(least > 0 ? [['a'.repeat(least - 1), `greater than or equal to ${least}`] as const] : []),
        ...(most === undefined ? [] : [['a'.repeat(most + 1), `less than or equal to ${most}`] as const]),
        ...(pattern === undefined ? [] : [['\u0001'.repeat(Math.max(least, 1)), 'pattern'] as const]),
      ];
    }
    case 'number':
      return [
        ['many', 'integer'],
        ['1.5', 'integer'],
        ...(shape.least === undefined
          ? []
          : [[String(shape.least - 1), `greater than or equal to ${shape.least}`] as const]),
        ...(shape.most === undefined
          ? []
          : [[String(shape.most + 1), `less than or equal to ${shape.most}`] as const]),
      ];
    case 'one of':
      return [['strange', 'enum value set']];
    case 'switch':
      return [['perhaps', 'true or false']];
    case 'list':
      return [];
  }
}

function refusalOf(check: () => void): string {
  try {
    check();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test.each(SERVICES)(
  '$name: what breaks a rule is refused, by operation and rule',
  ({ operations, model, check }) => {
    let rules = 0;
    const wrong: object[] = [];
    for (const operation of operations)
      for (const parameter of model.parametersOf(operation)) {
        const form = (value?: string): Query => new Map(value === undefined ? [] : [[parameter.name, value]]);
        const tried = [
          ...(parameter.isRequired ? [[form(), isMissing(parameter)] as const] : []),
          ...breaking(parameter.shape).map(([value, words]) => [form(value), words] as const),
        ];
        for (const [one, words] of tried) {
          rules += 1;
          const refusal = refusalOf(() => check(operation, one));
          const isSaid = /^ValidationError: \d+ validation errors? detected: /.test(refusal);
          if (!isSaid || !refusal.includes(words))
            wrong.push({ operation, parameter: parameter.name, words, refusal });
        }
      }
    expect(wrong).toEqual([]);
    expect(rules).toBeGreaterThan(operations.size * 3);
  },
);

function isMissing({ name }: Parameter): string {
  return `null at '${name.charAt(0).toLowerCase()}${name.slice(1)}'`;
}

test('all that is wrong is said at once', () => {
  const form = new Map([['MaxItems', '0']]);
  expect(refusalOf(() => checkIamParameters('ListRoleTags', form))).toBe(
    "ValidationError: 2 validation errors detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null; Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
});

test.each([
  [{ Action: 'ListUsers', Version: '2010-05-08' }, 'taken'],
  [
    { Action: 'ListUsers', Version: '2009-01-01' },
    'InvalidAction: Could not find operation ListUsers for version 2009-01-01',
  ],
  [
    { Action: 'ListUsers' },
    'InvalidAction: Could not find operation ListUsers for version NO_VERSION_SPECIFIED',
  ],
  [{}, 'MissingAction: The request is missing an action.'],
])('%j: %s', (form, expected) => {
  expect(refusalOf(() => checkVersion(new Map(Object.entries(form)), '2010-05-08'))).toBe(expected);
});
