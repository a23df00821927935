/** Changes to a policy document, one at a time: what a slip in the policy functions, or a hand at the console, would do. */

export interface Mutation {
  /** `trust Vendor1: condition dropped` */
  readonly name: string;
  readonly document: Document;
}

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

type OneOrMany = string | readonly string[];

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

type Change = Readonly<Record<string, unknown>>;
type Changes = readonly (readonly [string, Change | undefined])[];

const STRANGER = 'arn:aws:iam::444455556666:role/stranger';

/** Every change that can be made to the document's statements, and to the document itself. */
export function mutationsOf(policy: string, document: Document): readonly Mutation[] {
  const ofStatements = document.Statement.flatMap((statement, index) =>
    changesOf(statement).map(([what, change]) => ({
      name: `${policy} ${statement.Sid}: ${what}`,
      document: {
        ...document,
        Statement: document.Statement.flatMap((one, at) =>
          at !== index ? [one] : change === undefined ? [] : [changed(one, change)],
        ),
      },
    })),
  );
  const ofDocument = ['2008-10-17', '2021-10-17'].map((Version) => ({
    name: `${policy}: Version ${Version}`,
    document: { ...document, Version },
  }));
  return [...ofStatements, ...ofDocument];
}

/** `undefined` takes an element away. */
function changed(statement: Statement, change: Change): Statement {
  const entries = Object.entries({ ...statement, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Statement;
}

function changesOf(statement: Statement): Changes {
  return [
    ['statement dropped', undefined],
    ['effect turned', { Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }],
    ...actionChanges(statement),
    ...resourceChanges(statement),
    ...principalChanges(statement),
    ...conditionChanges(statement),
  ];
}

function listOf(value: OneOrMany | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** With each of the values replaced by others; none at all where nothing is left. */
function eachReplaced(
  values: readonly string[],
  replace: (value: string) => readonly (readonly [string, readonly string[]])[],
): readonly (readonly [string, readonly string[]])[] {
  return values.flatMap((value, index) =>
    replace(value).map(([what, others]): readonly [string, readonly string[]] => [
      what,
      [...values.slice(0, index), ...others, ...values.slice(index + 1)],
    ]),
  );
}

function actionChanges({ Action }: Statement): Changes {
  const actions = listOf(Action);
  const service = actions[0]?.split(':')[0] ?? 's3';
  const more: Readonly<Record<string, string>> = {
    s3: 's3:PutObjectAcl',
    sts: 'sts:SetSourceIdentity',
    kms: 'kms:DescribeKey',
    '*': 'ec2:RunInstances',
  };
  const replaced = eachReplaced(actions, (action) => [
    ...(actions.length > 1 ? [[`${action} dropped`, []] as const] : []),
    [`${action} misspelt`, [action === '*' ? 's3:*' : `${action.slice(0, -1)}q`]],
    ...(action.includes('*') ? [] : [[`wildcard after ${action}`, [`${action}*`]] as const]),
    ...(/:(?:Get|Put|Delete)/.test(action)
      ? [[`${action} with versions`, [action, `${action}Version`]] as const]
      : []),
  ]);
  return [
    ...replaced.map(([what, Action]) => [what, { Action }] as const),
    ['an action added', { Action: [...actions, more[service]] }],
    [`${service}:* added`, { Action: [...actions, `${service}:*`] }],
    ['Action turned into NotAction', { Action: undefined, NotAction: Action }],
  ];
}

function resourceChanges({ Resource }: Statement): Changes {
  const resources = listOf(Resource);
  if (resources.length === 0) return [];
  const replaced = eachReplaced(resources, (resource) => [
    ...(resources.length > 1 ? [[`${resource} dropped`, []] as const] : []),
    ...(resource === '*'
      ? [['the whole narrowed', ['arn:aws:s3:::acme-exchange/*']] as const]
      : resource.endsWith('/*')
        ? [
            [`slash dropped from ${resource}`, [`${resource.slice(0, -2)}*`]] as const,
            [`${resource} without its star`, [resource.slice(0, -1)]] as const,
            [`${resource} one level up`, [`${resource.replace(/[^/:]+\/\*$/, '')}*`]] as const,
          ]
        : [
            [`star after ${resource}`, [`${resource}*`]] as const,
            [`all objects below ${resource}`, [resource, `${resource}/*`]] as const,
          ]),
    [`a letter less in ${resource}`, [resource === '*' ? 'arn:*' : lessOne(resource)]],
  ]);
  return [
    ...replaced.map(([what, Resource]) => [what, { Resource }] as const),
    ...(Resource === '*' ? [] : [['everything', { Resource: '*' }] as const]),
    [
      'another bucket added',
      { Resource: [...resources, 'arn:aws:s3:::globex-exchange', 'arn:aws:s3:::globex-exchange/*'] },
    ],
    ['Resource turned into NotResource', { Resource: undefined, NotResource: Resource }],
  ];
}

/** The last letter of its name. */
function lessOne(arn: string): string {
  return arn.replace(/[A-Za-z0-9](\/?\*?)$/, '$1');
}

function principalChanges({ Principal }: Statement): Changes {
  if (Principal === undefined) return [];
  const arns = typeof Principal === 'object' ? listOf((Principal as { AWS: OneOrMany }).AWS) : [];
  const replaced = eachReplaced(arns, (arn) => [
    ...(arn.endsWith(':root') ? [] : [[`account of ${arn} in its place`, [rootOf(arn)]] as const]),
    [`another account in ${arn}`, [arn.replace(/::\d{12}:/, '::444455556666:')]],
    ...(arn.endsWith(':root') ? [] : [[`a letter less in ${arn}`, [arn.slice(0, -1)]] as const]),
  ]);
  return [
    ...replaced.map(([what, AWS]) => [what, { Principal: { AWS } }] as const),
    ...(Principal === '*'
      ? [['only the account', { Principal: { AWS: '111122223333' } }] as const]
      : [['everybody', { Principal: '*' }] as const]),
    ['a stranger added', { Principal: { AWS: [...arns, STRANGER] } }],
    ...(Principal === '*' ? [] : othersAdded(Principal as object)),
    ['Principal turned into NotPrincipal', { Principal: undefined, NotPrincipal: Principal }],
  ];
}

/** Principals of other kinds beside those that are named. */
function othersAdded(principal: object): Changes {
  const Federated = 'arn:aws:iam::444455556666:oidc-provider/id.example.com';
  return [
    ['a service added', { Principal: { ...principal, Service: 'lambda.amazonaws.com' } }],
    ['an identity provider added', { Principal: { ...principal, Federated } }],
  ];
}

function rootOf(arn: string): string {
  return arn.replace(/[^:]+$/, 'root');
}

function conditionChanges({ Condition = {} }: Statement): Changes {
  const blocks = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, values: listOf(value) })),
  );
  const without = (operator: string, key: string) => {
    const { [key]: _, ...keys } = Condition[operator] ?? {};
    const { [operator]: __, ...others } = Condition;
    return Object.keys(keys).length > 0 ? { ...others, [operator]: keys } : others;
  };
  const added: Changes = [
    ['a condition added', { Condition: { ...Condition, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }],
    [
      'a negative condition added',
      { Condition: { ...Condition, StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    ],
  ];
  return [
    ...added,
    ...blocks.flatMap(({ operator, key, values }) => {
      const rest = without(operator, key);
      const put = (name: string, under: string, value: readonly string[]) => ({
        Condition: { ...rest, [name]: { ...(rest as typeof Condition)[name], [under]: value } },
      });
      const nothingLeft = Object.keys(rest).length === 0;
      return [
        [`${key} dropped`, { Condition: nothingLeft ? undefined : rest }] as const,
        ...operatorsInstead(operator).map(
          (other) => [`${key} by ${other}`, put(other, key, values)] as const,
        ),
        [`another key for ${key}`, put(operator, 'aws:RequestedRegion', values)] as const,
        [`a value added to ${key}`, put(operator, key, [...values, anotherValue(values[0] ?? '')])] as const,
        ...eachReplaced(values, (value) => [
          ...(values.length > 1 ? [[`${value} dropped`, []] as const] : []),
          [`${value} in other case`, [otherCase(value)]],
          [`a letter more in ${value}`, [longer(value)]],
          ...(/\/\*$/.test(value)
            ? [[`slash dropped from ${value}`, [`${value.slice(0, -2)}*`]] as const]
            : []),
          ...(operator.endsWith('Like') ? [[`any value instead of ${value}`, ['*']] as const] : []),
        ]).map(([what, changedValues]) => [`${key}: ${what}`, put(operator, key, changedValues)] as const),
      ];
    }),
  ];
}

function operatorsInstead(operator: string): readonly string[] {
  const others: Readonly<Record<string, readonly string[]>> = {
    StringEquals: ['StringNotEquals', 'StringEqualsIgnoreCase', 'StringLike', 'StringEqualsIfExists'],
    StringLike: ['StringNotLike', 'StringEquals', 'StringLikeIfExists'],
    ArnEquals: ['ArnNotEquals', 'ArnLike', 'ArnEqualsIfExists', 'StringEquals'],
    Bool: ['BoolIfExists', 'StringEquals', 'StringNotEquals'],
    DateLessThan: ['DateGreaterThan', 'DateLessThanEquals', 'DateLessThanIfExists', 'DateEquals'],
  };
  return [...(others[operator] ?? []), `ForAllValues:${operator}`, `ForAnyValue:${operator}`];
}

function anotherValue(value: string): string {
  if (value === 'false' || value === 'true') return String(value !== 'true');
  if (/^\d{4}-/.test(value)) return value.replace(/^\d{4}/, '2036');
  return value.startsWith('arn:') ? value.replace(/[^/]+$/, 's3-handshake-other') : 'another-value';
}

function longer(value: string): string {
  if (value === 'false' || value === 'true') return String(value !== 'true');
  if (/^\d{4}-/.test(value)) return value.replace(/^\d{4}/, '2025');
  return value.endsWith('*') ? `${value.slice(0, -2)}x/*` : `${value}x`;
}

function otherCase(value: string): string {
  return value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase();
}
