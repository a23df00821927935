/**
 * What a policy means, apart from how it is written. A statement is taken apart into what it says of one principal, one
 * action and one resource, under one condition: two policies that say the same things mean the same, in whatever order
 * and in however many statements they say them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { accountRootArn, type Partition } from '../../config/values/arn';
import { ACCOUNT_PATTERN } from '../../config/values/aws-account';
import { isRecord, type Json } from '../../config/values/json-value';

/** A statement as it was written, and what it says. */
export interface MeantStatement {
  readonly written: { readonly [key: string]: Json };
  /** Undefined where it has none. */
  readonly sid: string | undefined;
  /** In a form in which equal meaning is equal text. */
  readonly elements: Readonly<Record<ElementName, string>>;
  /** One for each principal, action and resource. */
  readonly sayings: readonly string[];
}

export const ELEMENTS = ['Effect', 'Principal', 'Action', 'Resource', 'Condition'] as const;
export type ElementName = (typeof ELEMENTS)[number];

/** Undefined where the text is no policy. */
export function meaningOf(text: string, partition: Partition): readonly MeantStatement[] | undefined {
  const document = parse(text);
  if (!isRecord(document)) return undefined;
  const { Statement, Version } = document;
  const statements = Array.isArray(Statement) ? Statement : Statement === undefined ? [] : [Statement];
  if (!statements.every(isRecord)) return undefined;
  // Without a Version the language of 2008 is meant, which takes `${…}` as it stands; else the two are the same.
  const version = text.includes('${') ? `${Version ?? '2008-10-17'} ` : '';
  return statements.map((statement) => meant(statement as MeantStatement['written'], version, partition));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function meant(written: MeantStatement['written'], version: string, partition: Partition): MeantStatement {
  const principals = principalsOf(written, partition);
  const actions = setOf(written, 'Action', (action) => action.toLowerCase());
  const resources = setOf(written, 'Resource', (resource) => resource);
  const condition = conditionOf(written.Condition);
  const effect = `${version}${String(written.Effect)}`;
  return {
    written,
    sid: typeof written.Sid === 'string' && written.Sid !== '' ? written.Sid : undefined,
    elements: {
      Effect: effect,
      Principal: principals.join(' '),
      Action: actions.join(' '),
      Resource: resources.join(' '),
      Condition: condition,
    },
    sayings: principals.flatMap((principal) =>
      actions.flatMap((action) =>
        resources.map((resource) => [effect, principal, action, resource, condition].join('\n')),
      ),
    ),
  };
}

/**
 * One entry for each member. What a statement excludes cannot be taken apart: `NotAction` with two members is one entry.
 */
function setOf(
  statement: MeantStatement['written'],
  name: 'Action' | 'Resource',
  same: (member: string) => string,
): readonly string[] {
  const members = (value: Json | undefined) => unique(listOf(value).map((member) => same(String(member))));
  const excluded = statement[`Not${name}`];
  if (excluded !== undefined) return [`not ${members(excluded).join(' ')}`];
  return statement[name] === undefined ? [''] : members(statement[name]);
}

/** `*` and `{"AWS": "*"}` are the same, and so are an account's number and the ARN of its root. */
function principalsOf(statement: MeantStatement['written'], partition: Partition): readonly string[] {
  const members = (value: Json): readonly string[] => {
    if (!isRecord(value)) return unique(listOf(value).map((member) => `AWS:${String(member)}`));
    return unique(
      Object.entries(value as { readonly [key: string]: Json }).flatMap(([type, names]) =>
        listOf(names).map(
          (name) => `${type}:${type === 'AWS' ? accountAsRoot(String(name), partition) : name}`,
        ),
      ),
    );
  };
  if (statement.NotPrincipal !== undefined) return [`not ${members(statement.NotPrincipal).join(' ')}`];
  return statement.Principal === undefined ? [''] : members(statement.Principal);
}

function accountAsRoot(name: string, partition: Partition): string {
  return ACCOUNT_PATTERN.test(name) ? accountRootArn(partition, name) : name;
}

/** All operators and all keys must hold, any value will do: neither order matters. */
function conditionOf(condition: Json | undefined): string {
  if (!isRecord(condition)) return '';
  const lines = Object.entries(condition as { readonly [key: string]: Json }).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? (keys as { readonly [key: string]: Json }) : {}).map(([key, values]) => {
      const same = sameValue(operator);
      const members = unique(listOf(values).map((value) => same(String(value))));
      return `${sameOperator(operator)} ${key.toLowerCase()} ${JSON.stringify(members)}`;
    }),
  );
  return [...lines].sort().join('; ');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
function sameOperator(operator: string): string {
  return operator.replace(/Arn(Not)?Equals/, 'Arn$1Like');
}

/** How values are compared depends on the operator's type. */
function sameValue(operator: string): (value: string) => string {
  if (/(?:Bool|Null)(?:IfExists)?$/.test(operator)) return (value) => value.toLowerCase();
  if (/String(?:Not)?EqualsIgnoreCase/.test(operator)) return (value) => value.toLowerCase();
  if (/Numeric/.test(operator)) return (value) => String(Number(value));
  if (/Date/.test(operator)) return timeOf;
  if (/IpAddress/.test(operator)) return (value) => value.replace(/\/(?:32|128)$/, '');
  return (value) => value;
}

/** Dates are written as ISO 8601 or in seconds since 1970. */
function timeOf(value: string): string {
  const time = /^\d{9,}$/.test(value) ? Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(time) ? value : String(time);
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as Json];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
