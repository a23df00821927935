/**
 * Where we differ from iam-simulate, on purpose: each kind with the page of AWS's documentation that decides it, and a
 * change that takes the cause out of a case. After it both must say the same, so that nothing else hides behind it.
 */
import { OWNER } from './random-principals';
import type { Document, RandomCase } from './random-requests';

export interface Difference {
  readonly name: string;
  /** What AWS documents, and what iam-simulate does instead. */
  readonly because: string;
  readonly source: string;
  /** The case without the cause; the case itself where it has none. */
  readonly without: (random: RandomCase) => RandomCase;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'variables in version 2008-10-17',
    because: 'Only version 2012-10-17 has policy variables; iam-simulate fills them in for every version.',
    source: `${GUIDE}/reference_policies_variables.html`,
    without: (random) =>
      mapDocuments(random, (document) =>
        document.Version === '2008-10-17'
          ? mapTexts(document, (text) => text.replaceAll('${', '$-'))
          : document,
      ),
  },
  {
    name: 'a variable without a value under a negated operator',
    because:
      'Such a value equals nothing, so that StringNotEquals holds; iam-simulate lets the condition fail.',
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    without: (random) =>
      mapConditions(random, ([operator, key, values]) => [
        operator,
        key,
        operator.includes('Not') ? mapTexts(values, (text) => withoutEmptyVariables(text, random)) : values,
      ]),
  },
  {
    name: 'a variable without a value in NotResource',
    because:
      'Such an ARN matches no resource, so that the statement applies; iam-simulate lets it not apply.',
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    without: (random) =>
      mapStatements(random, (document) => ({
        ...document,
        ...(document.NotResource === undefined
          ? {}
          : { NotResource: mapTexts(document.NotResource, (text) => withoutEmptyVariables(text, random)) }),
      })),
  },
  {
    name: "a variable in an ARN's account under an ARN operator",
    because: 'ARN operators take variables; iam-simulate divides the ARN at the colon within the variable.',
    source: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_ARN`,
    without: (random) =>
      mapConditions(random, ([operator, key, values]) => [
        operator,
        key,
        mapTexts(values, (text) => text.replace('iam::${aws:ResourceAccount}:', `iam::${OWNER}:`)),
      ]),
  },
  {
    name: 'a multivalued key without a set operator',
    because:
      'AWS asks for a set operator and does not say what happens without one; iam-simulate lets it fail.',
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    without: (random) =>
      mapConditions(random, ([operator, key, values]) =>
        operator === 'StringEquals' && key === 'aws:TagKeys' && random.request.context[key]
          ? ['Null', 'aws:TagKeys', 'true']
          : [operator, key, values],
      ),
  },
  {
    name: 'an empty text as the value of a multivalued key',
    because:
      'For set operators it is no value: ForAllValues holds and ForAnyValue fails; iam-simulate compares it.',
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    without: (random) => {
      const { 'aws:TagKeys': tags, ...context } = random.request.context;
      return Array.isArray(tags) && tags.every((tag) => tag === '')
        ? { ...random, request: { ...random.request, context } }
        : random;
    },
  },
  {
    name: 'a federated user without a session policy',
    because: 'Without one only resource-based policies grant; iam-simulate lets the identity policies grant.',
    source: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    without: (random) =>
      random.request.principal.kind === 'federated-user' && !random.session
        ? { ...random, session: statement({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }) }
        : random,
  },
  {
    name: 'a session named by itself in a resource policy, and a session policy that leaves the action out',
    because:
      'Within an account the grant is not limited by the session policy; iam-simulate lets it limit all.',
    source: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    without: (random) => {
      const { principal } = random.request;
      if (!random.session && principal.kind !== 'federated-user') return random;
      if (principal.kind === 'role-session')
        return namingOnly(principal.sessionArn, principal.roleArn, random);
      return principal.kind === 'federated-user'
        ? namingOnly(principal.arn, principal.userArn, random)
        : random;
    },
  },
  {
    name: 'the root user assumes a role',
    because:
      'The root user cannot assume a role, whatever the policies say; iam-simulate does not know this.',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    without: (random) =>
      random.request.principal.kind === 'root' && random.request.action === 'sts:AssumeRole'
        ? {
            ...random,
            request: {
              ...random.request,
              principal: { kind: 'user', arn: 'arn:aws:iam::333333333333:user/x' },
            },
          }
        : random,
  },
  {
    name: 'NotPrincipal that excepts a part of who asks',
    because:
      'Whoever is excepted must stand there with the account, else a Deny may hit all the same; iam-simulate takes any one.',
    source: `${GUIDE}/reference_policies_elements_notprincipal.html`,
    without: (random) =>
      mapStatements(random, (document) =>
        document.NotPrincipal === undefined || random.boundary
          ? document
          : replaceField(document, 'NotPrincipal', 'Principal', { AWS: '444444444444' }),
      ),
  },
];

/** A session or everyone, named in a resource policy's Allow, becomes the role or user behind the session. */
function namingOnly(self: string, origin: string, random: RandomCase): RandomCase {
  return mapStatements(random, (document) => {
    if (document.Effect !== 'Allow' || document.Principal === undefined) return document;
    const principal = document.Principal === '*' ? { AWS: origin } : document.Principal;
    return {
      ...document,
      Principal: mapTexts(principal, (text) => (text === self || text === '*' ? origin : text)),
    };
  });
}

/** Variables that have neither value nor default become a text that matches as little. */
function withoutEmptyVariables(text: string, { request }: RandomCase): string {
  const values = {
    '${aws:username}': request.principal.kind === 'user',
    '${aws:PrincipalTag/team}': 'aws:PrincipalTag/team' in request.context,
  };
  return Object.entries(values).reduce(
    (result, [variable, isThere]) => (isThere ? result : result.replaceAll(variable, 'no value')),
    text,
  );
}

function statement(fields: Document): Document {
  return { Version: '2012-10-17', Statement: [fields] };
}

function replaceField(document: Document, from: string, to: string, value: unknown): Document {
  const { [from]: _, ...rest } = document;
  return { ...rest, [to]: value };
}

function mapDocuments(random: RandomCase, change: (document: Document) => Document): RandomCase {
  const { identity, resource, boundary, session, serviceControl, resourceControl } = random;
  return {
    ...random,
    identity: identity.map(change),
    ...(resource ? { resource: { ...resource, document: change(resource.document) } } : {}),
    ...(boundary ? { boundary: change(boundary) } : {}),
    ...(session ? { session: change(session) } : {}),
    ...(serviceControl ? { serviceControl: serviceControl.map(change) } : {}),
    ...(resourceControl ? { resourceControl: resourceControl.map(change) } : {}),
  };
}

function mapStatements(random: RandomCase, change: (statement: Document) => Document): RandomCase {
  return mapDocuments(random, (document) => ({
    ...document,
    Statement: (document.Statement as readonly Document[]).map(change),
  }));
}

type ConditionEntry = readonly [operator: string, key: string, values: unknown];

function mapConditions(random: RandomCase, change: (entry: ConditionEntry) => ConditionEntry): RandomCase {
  return mapStatements(random, (document) => {
    if (document.Condition === undefined) return document;
    const condition: Record<string, Record<string, unknown>> = {};
    for (const [operator, keys] of Object.entries(document.Condition as Document)) {
      for (const entry of Object.entries(keys as Document)) {
        const [newOperator, key, values] = change([operator, ...entry]);
        condition[newOperator] = { ...condition[newOperator], [key]: values };
      }
    }
    return { ...document, Condition: condition };
  });
}

/** Every text within a JSON value. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)])) as T;
}
