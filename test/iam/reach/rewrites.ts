/** Ways of writing a document that change nothing of what it means. */
import type { Random } from '../random';
import type { Statement } from './random-statements';

interface Rewrite {
  readonly name: string;
  readonly rewritten: (statements: readonly Statement[], random: Random) => readonly Statement[];
}

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;

function listOf(value: unknown): readonly string[] {
  return [value].flat().map(String);
}

function eachList(statement: Statement, change: (values: readonly string[]) => readonly string[]): Statement {
  const lists = LISTS.filter((name) => name in statement);
  return {
    ...statement,
    ...Object.fromEntries(lists.map((name) => [name, change(listOf(statement[name]))])),
  };
}

type Block = Readonly<Record<string, unknown>>;

/** Changes each operator's keys and values. */
function eachCondition(
  statement: Statement,
  change: (operator: string, key: string, values: readonly string[]) => readonly [string, string, unknown],
): Statement {
  const { Condition } = statement;
  if (Condition === undefined) return statement;
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of Object.entries(Condition as Readonly<Record<string, Block>>))
    for (const [key, value] of Object.entries(keys)) {
      const [toOperator, toKey, values] = change(operator, key, listOf(value));
      const block = blocks[toOperator] ?? {};
      // Under one operator a key stands once.
      if (Object.keys(block).some((name) => name.toLowerCase() === toKey.toLowerCase())) return statement;
      blocks[toOperator] = { ...block, [toKey]: values };
    }
  return { ...statement, Condition: blocks };
}

function inOtherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

/** Operators that mean the same with a value without wildcards. */
const PLAIN: Readonly<Record<string, string>> = {
  StringLike: 'StringEquals',
  StringEquals: 'StringLike',
  StringNotLike: 'StringNotEquals',
  StringNotEquals: 'StringNotLike',
  ArnLike: 'ArnEquals',
  ArnEquals: 'ArnLike',
  ArnNotLike: 'ArnNotEquals',
  ArnNotEquals: 'ArnNotLike',
};

function withOtherOperator(statement: Statement): Statement {
  return eachCondition(statement, (operator, key, values) => {
    const isPlain = operator.startsWith('Arn') || !values.some((value) => /[*?]|\$\{/.test(value));
    return [(isPlain && PLAIN[operator]) || operator, key, values];
  });
}

/** A statement for each of the list's members. */
function splitBy(name: 'Action' | 'Resource', statement: Statement): readonly Statement[] {
  return name in statement
    ? listOf(statement[name]).map((one) => ({ ...statement, [name]: one }))
    : [statement];
}

function asRoots(statement: Statement): Statement {
  const { Principal } = statement;
  if (typeof Principal !== 'object' || Principal === null || !('AWS' in Principal)) return statement;
  const named = listOf(Principal.AWS).map((text) =>
    /^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text,
  );
  return { ...statement, Principal: { AWS: named } };
}

/** What the statement says of a part of its resources. */
function partOf(statement: Statement): readonly Statement[] {
  if (!('Resource' in statement)) return [];
  return [
    {
      ...statement,
      Resource: listOf(statement.Resource).map((text) =>
        text === '*' ? text : text.replace(/\*$/, 'part/*'),
      ),
    },
  ];
}

export const REWRITES: readonly Rewrite[] = [
  { name: 'statements in another order', rewritten: (all) => [...all].reverse() },
  {
    name: 'lists in another order',
    rewritten: (all) => all.map((one) => eachList(one, (values) => [...values].reverse())),
  },
  {
    name: 'members twice',
    rewritten: (all) => all.map((one) => eachList(one, (values) => [...values, ...values])),
  },
  { name: 'a statement for each action', rewritten: (all) => all.flatMap((one) => splitBy('Action', one)) },
  {
    name: 'a statement for each resource',
    rewritten: (all) => all.flatMap((one) => splitBy('Resource', one)),
  },
  { name: 'statements twice', rewritten: (all, random) => [...all, random.pick(all)] },
  { name: 'other Sids', rewritten: (all) => all.map((one, at) => ({ ...one, Sid: `Other${at}` })) },
  {
    name: 'actions in another case',
    rewritten: (all) =>
      all.map((one) => ({
        ...one,
        ...('Action' in one ? { Action: listOf(one.Action).map(inOtherCase) } : {}),
        ...('NotAction' in one ? { NotAction: listOf(one.NotAction).map(inOtherCase) } : {}),
      })),
  },
  {
    name: 'keys in another case',
    rewritten: (all) =>
      all.map((one) => eachCondition(one, (operator, key, values) => [operator, inOtherCase(key), values])),
  },
  {
    name: 'values in another order',
    rewritten: (all) =>
      all.map((one) => eachCondition(one, (operator, key, values) => [operator, key, [...values].reverse()])),
  },
  { name: 'operators that mean the same with such values', rewritten: (all) => all.map(withOtherOperator) },
  { name: "ARNs of roots for accounts' ids", rewritten: (all) => all.map(asRoots) },
  {
    name: 'a part of what is said anyway',
    rewritten: (all, random) => [...all, ...partOf(random.pick(all))],
  },
];
