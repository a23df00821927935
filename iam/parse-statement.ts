/** The grammar of one statement. */

import { arnProblem, completedArn, readArnPattern } from './arn';
import type { Grammar } from './grammar';
import { parseConditions } from './parse-conditions';
import { parsePrincipals } from './parse-principals';
import { describe, fieldsOf, type Report, textsOf } from './parse-report';
import type { ActionElement, PrincipalElement, ResourceElement, Statement } from './policy';
import { variableProblem } from './template';
import { globOf } from './wildcard';

/** Where a statement stands, and by which rules. */
export interface Place {
  /** In its policy, from 0. */
  readonly index: number;
  readonly path: string;
  readonly grammar: Grammar;
  /** Whether the policy's version has variables. */
  readonly variables: boolean;
  readonly report: Report;
}

type Fields = Readonly<Record<string, unknown>>;

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

const ACTION = /^(?:\*|(?<service>[a-z0-9-]+):[a-z0-9_*?-]+)$/i;
/** Of what AWS has accepted: a service, and a name that stands for itself, however odd. */
const KEPT_ACTION = /^(?:\*|[^:*?]+:.+)$/s;

/** Undefined where the statement is so broken that nothing can be made of it; all that is wrong is reported. */
export function parseStatement(value: unknown, place: Place): Statement | undefined {
  const { path, report, index, variables } = place;
  const fields = fieldsOf(value);
  if (!fields) {
    report.refuse(path, `a statement is an object, but this is ${describe(value)}`);
    return undefined;
  }
  const sid = parseSid(fields.Sid, place);
  const effect = parseEffect(fields.Effect, place);
  const principal = parsePrincipal(fields, place);
  const action = parseAction(fields, place);
  const resource = parseResource(fields, place);
  const conditions = parseConditions(fields.Condition, `${path}.Condition`, variables, report);
  const unrecognised = Object.keys(fields).filter((element) => !ELEMENTS.includes(element));
  for (const element of unrecognised)
    report.unknown(`${path}.${element}`, `is no element of a statement; ${ELEMENTS.join(', ')} are`);
  if (!effect || !action) return undefined;
  const statement: { -readonly [Name in keyof Statement]: Statement[Name] } = {
    index,
    effect,
    action,
    conditions,
    unrecognised: [...unrecognised, ...refusedForms(fields, action, place)],
  };
  if (sid !== undefined) statement.sid = sid;
  if (principal) statement.principal = principal;
  if (resource) statement.resource = resource;
  if (variables) statement.variables = variables;
  return statement;
}

/** What stands in a form that AWS does not document. Kept, it may mean anything, so the statement is undecided. */
function refusedForms(fields: Fields, { texts }: ActionElement, { path, grammar, report }: Place): string[] {
  const { Effect, Principal, Action, NotAction, NotPrincipal, Resource, Condition } = fields;
  const isFullAccess = Action === '*' && Resource === '*' && Condition === undefined;
  const isEveryone = Principal === undefined || Principal === '*' || fieldsOf(Principal)?.AWS === '*';
  const forms: readonly (readonly [element: string, isRefused: boolean, message: string])[] = [
    [
      'NotPrincipal',
      grammar.notPrincipal && Effect === 'Allow' && NotPrincipal !== undefined && Principal === undefined,
      'has no place beside Allow; use Principal with a condition',
    ],
    // Of resource control policies only AWS's own RCPFullAWSAccess allows.
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    [
      'NotAction',
      grammar.onlyDenies && NotAction !== undefined,
      'has no place in a resource control policy; use Action',
    ],
    [
      'Principal',
      grammar.onlyDenies && !isEveryone,
      'must be *; name principals in a condition, by aws:PrincipalArn',
    ],
    [
      'Effect',
      grammar.onlyDenies && Effect === 'Allow' && !isFullAccess,
      'must be Deny: a resource control policy grants nothing',
    ],
  ];
  const refused = forms.filter(([, isRefused]) => isRefused);
  for (const [element, , message] of refused) report.unknown(`${path}.${element}`, message);
  const isOdd = texts.some((text) => !KEPT_ACTION.test(text));
  return [
    ...refused.map(([element]) => `${element} of that form`),
    ...(isOdd ? ['Action of that form'] : []),
  ];
}

function parseSid(value: unknown, { path, grammar, report }: Place): string | undefined {
  if (value === undefined || typeof value === 'string') {
    if (grammar.plainSids && value !== undefined && !/^[A-Za-z0-9]*$/.test(value))
      report.unknown(`${path}.Sid`, `takes letters and digits only, but is ${describe(value)}`);
    return value;
  }
  report.refuse(`${path}.Sid`, `must be a text, but is ${describe(value)}`);
  return undefined;
}

function parseEffect(value: unknown, { path, report }: Place): Statement['effect'] | undefined {
  if (value === 'Allow' || value === 'Deny') return value;
  report.refuse(`${path}.Effect`, `must be Allow or Deny, but is ${describe(value)}`);
  return undefined;
}

/** Of an element and its negation just one may stand there; undefined where none does. */
function oneOf<Name extends string>(
  names: readonly [Name, Name],
  fields: Fields,
  place: Place,
): Name | undefined {
  const present = names.filter((name) => fields[name] !== undefined);
  if (present.length > 1)
    place.report.refuse(
      `${place.path}.${names[1]}`,
      `cannot stand beside ${names[0]}; leave one of them out`,
    );
  return present[0];
}

function parsePrincipal(fields: Fields, place: Place): PrincipalElement | undefined {
  const { path, grammar, report } = place;
  const element = oneOf(['Principal', 'NotPrincipal'], fields, place);
  if (element === undefined) {
    if (grammar.principal === 'required')
      report.refuse(`${path}.Principal`, 'is missing; say whom it is for');
    return undefined;
  }
  const elementPath = `${path}.${element}`;
  if (grammar.principal === 'forbidden')
    report.refuse(elementPath, 'has no place here: the policy is for whom it hangs on; leave it out');
  else if (element === 'NotPrincipal' && !grammar.notPrincipal)
    report.refuse(elementPath, 'has no place in a policy of this kind; use Principal with a condition');
  return { element, principals: parsePrincipals(fields[element], elementPath, grammar, report) };
}

function parseAction(fields: Fields, place: Place): ActionElement | undefined {
  const { path, grammar, report } = place;
  const element = oneOf(['Action', 'NotAction'], fields, place);
  if (element === undefined) {
    report.refuse(`${path}.Action`, 'is missing; name at least one action');
    return undefined;
  }
  const texts = textsOf(fields[element], `${path}.${element}`, report);
  for (const [at, text] of texts) {
    const match = ACTION.exec(text);
    if (!match)
      report.unknown(at, `must be * or service:Action such as s3:GetObject, but is ${describe(text)}`);
    const service = match?.groups?.service?.toLowerCase();
    const isForeign = grammar.service !== undefined && service !== undefined && service !== grammar.service;
    if (isForeign)
      report.unknown(at, `only actions of ${grammar.service} have a place here, but it is ${text}`);
  }
  return {
    element,
    texts: texts.map(([, text]) => text),
    globs: texts.map(([, text]) => globOf(KEPT_ACTION.test(text) ? text.toLowerCase() : '*')),
  };
}

function parseResource(fields: Fields, place: Place): ResourceElement | undefined {
  const { path, grammar, variables, report } = place;
  const element = oneOf(['Resource', 'NotResource'], fields, place);
  if (element === undefined) {
    if (grammar.resource === 'required')
      report.refuse(`${path}.Resource`, 'is missing; name at least one ARN, or *');
    return undefined;
  }
  if (grammar.resource === 'forbidden')
    report.refuse(
      `${path}.${element}`,
      'has no place in a trust policy: the role itself is meant; leave it out',
    );
  const texts = textsOf(fields[element], `${path}.${element}`, report);
  const complete = texts.map(
    ([at, text]) => [at, grammar.completesArns ? completedArn(text) : text] as const,
  );
  const patterns = complete.map(([at, text]) => {
    const pattern = readArnPattern(text, variables);
    const inVariables = variables ? variableProblem(text) : undefined;
    const problem = pattern ? arnProblem(text) : `must be * or an ARN of six parts, but is ${describe(text)}`;
    if (problem !== undefined) report.unknown(at, inVariables ?? problem);
    return problem === undefined ? pattern : undefined;
  });
  return { element, texts: complete.map(([, text]) => text), patterns };
}
