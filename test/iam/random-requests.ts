/**
 * Random requests with the policies that bear on them. Elements are drawn so that each statement has a fair chance to
 * apply: a share of them is made from the request itself, the rest from what it is not.
 */
import type { AccessRequest, PolicyKind, Principal } from '../../iam';
import type { Random } from './random';
import { drawConditions, drawContext } from './random-conditions';
import { drawPrincipal, drawPrincipalElement, OWNER, STRANGER } from './random-principals';

export type Document = Readonly<Record<string, unknown>>;

export interface RandomCase {
  readonly request: AccessRequest;
  readonly identity: readonly Document[];
  readonly resource?: { readonly kind: PolicyKind; readonly document: Document };
  readonly boundary?: Document;
  readonly session?: Document;
  readonly serviceControl?: readonly Document[];
  readonly resourceControl?: readonly Document[];
}

interface Scene {
  readonly kind: PolicyKind;
  readonly action: string;
  readonly arn: string;
  /** Patterns that match the action, and such that do not. */
  readonly actions: readonly string[];
  readonly otherActions: readonly string[];
  readonly arns: readonly string[];
  readonly otherArns: readonly string[];
}

const OBJECT = {
  kind: 'bucket',
  arn: 'arn:aws:s3:::exchange/in/red/file one.csv',
  arns: [
    'arn:aws:s3:::exchange/in/red/file one.csv',
    'arn:aws:s3:::exchange/in/*',
    'arn:aws:s3:::exchange/*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::ex*ge/*/file?one.csv',
    'arn:*:s3:*:*:exchange/*',
    'arn:aws:s3:::exchange/in/${aws:PrincipalTag/team}/*',
    "arn:aws:s3:::exchange/in/${aws:PrincipalTag/team, 'red'}/*",
    'arn:aws:s3:::exchange/in/${aws:username}/*',
  ],
  otherArns: [
    'arn:aws:s3:::exchange',
    'arn:aws:s3:::exchange/in',
    'arn:aws:s3:::exchange/IN/*',
    'arn:aws:s3:::exchange/out/*',
    'arn:aws:s3:us-east-1:222222222222:exchange/in/*',
    'arn:aws:s3:::exchange/in/${*}',
    'arn:aws-cn:s3:::exchange/*',
  ],
} as const;

const SCENES: readonly Scene[] = [
  {
    ...OBJECT,
    action: 's3:GetObject',
    actions: ['s3:GetObject', 's3:Get*', 'S3:getobject', 's3:*', '*', 's3:Get?bject'],
    otherActions: ['s3:GetObjectVersion', 's3:PutObject', 's3:List*', 's3:?GetObject'],
  },
  {
    ...OBJECT,
    action: 's3:PutObject',
    actions: ['s3:PutObject', 's3:Put*', 's3:*Object', '*'],
    otherActions: ['s3:GetObject', 's3:PutObjectAcl', 'sts:*'],
  },
  {
    kind: 'bucket',
    action: 's3:ListBucket',
    arn: 'arn:aws:s3:::exchange',
    actions: ['s3:ListBucket', 's3:List*', 's3:*', '*'],
    otherActions: ['s3:ListBucketVersions', 's3:GetBucketLocation'],
    arns: ['arn:aws:s3:::exchange', 'arn:aws:s3:::*', 'arn:aws:s3:::exchange*', 'arn:aws:s3:::e?change'],
    otherArns: ['arn:aws:s3:::exchange/*', 'arn:aws:s3:::Exchange', 'arn:aws:s3:::exchange-2'],
  },
  {
    kind: 'trust',
    action: 'sts:AssumeRole',
    arn: `arn:aws:iam::${OWNER}:role/vendors/amperity`,
    actions: ['sts:AssumeRole', 'sts:*', 'sts:Assume*'],
    otherActions: ['sts:TagSession', 'sts:AssumeRoleWithSAML'],
    arns: [
      `arn:aws:iam::${OWNER}:role/vendors/amperity`,
      `arn:aws:iam::${OWNER}:role/*`,
      'arn:aws:iam::*:role/vendors/*',
    ],
    otherArns: [`arn:aws:iam::${OWNER}:role/amperity`, `arn:aws:iam::${STRANGER}:role/vendors/*`],
  },
  {
    kind: 'key',
    action: 'kms:Decrypt',
    arn: `arn:aws:kms:us-east-1:${OWNER}:key/0987dcba-09fe-87dc-65ba-ab0987654321`,
    actions: ['kms:Decrypt', 'kms:*', 'kms:De*', '*'],
    otherActions: ['kms:Encrypt', 'kms:DescribeKey'],
    arns: [
      `arn:aws:kms:us-east-1:${OWNER}:key/0987dcba-09fe-87dc-65ba-ab0987654321`,
      `arn:aws:kms:*:${OWNER}:key/*`,
    ],
    otherArns: [`arn:aws:kms:eu-west-1:${OWNER}:key/*`, `arn:aws:kms:us-east-1:${OWNER}:alias/*`],
  },
];

export function drawCase(random: Random): RandomCase {
  const scene = random.pick(SCENES);
  const principal = drawPrincipal(random);
  const context = drawContext(scene.action, random);
  const request: AccessRequest = {
    principal,
    action: scene.action,
    resource: { arn: scene.arn, account: OWNER },
    context,
    vouchedKeys: ['*'],
  };
  const hasPolicies = ['user', 'role-session', 'federated-user'].includes(principal.kind);
  const draw = (kind: PolicyKind): Document => drawDocument(kind, scene, principal, random);
  const isSession = principal.kind === 'role-session' || principal.kind === 'federated-user';
  return {
    request,
    identity: hasPolicies && random.chance(0.9) ? random.several(1, 2, () => draw('identity')) : [],
    ...(scene.kind !== 'bucket' || random.chance(hasPolicies ? 0.75 : 0.95)
      ? { resource: { kind: scene.kind, document: draw(scene.kind) } }
      : {}),
    ...(hasPolicies && random.chance(0.25) ? { boundary: draw('boundary') } : {}),
    ...(isSession && random.chance(0.35) ? { session: draw('session') } : {}),
    ...(hasPolicies && random.chance(0.2)
      ? { serviceControl: random.several(1, 2, () => draw('service-control')) }
      : {}),
    ...(random.chance(0.1) ? { resourceControl: random.several(1, 2, () => draw('resource-control')) } : {}),
  };
}

/** Whether a boundary, a session policy or control policies bear on it. */
export function isLayered({ boundary, session, serviceControl, resourceControl }: RandomCase): boolean {
  return [boundary, session, serviceControl, resourceControl].some((layer) => layer !== undefined);
}

/** Whether any of its statements has a condition. */
export function isConditioned(random: RandomCase): boolean {
  const { identity, resource, boundary, session, serviceControl = [], resourceControl = [] } = random;
  const documents = [
    ...identity,
    resource?.document,
    boundary,
    session,
    ...serviceControl,
    ...resourceControl,
  ];
  return documents.some((document) =>
    (document?.Statement as readonly Document[] | undefined)?.some(
      ({ Condition }) => Condition !== undefined,
    ),
  );
}

function drawDocument(kind: PolicyKind, scene: Scene, principal: Principal, random: Random): Document {
  return {
    Version: kind.endsWith('-control') || random.chance(0.9) ? '2012-10-17' : '2008-10-17',
    Statement: random.several(1, 3, () => drawStatement(kind, scene, principal, random)),
  };
}

function drawStatement(kind: PolicyKind, scene: Scene, principal: Principal, random: Random): Document {
  const onResource = ['bucket', 'trust', 'key', 'resource-control'].includes(kind);
  const isTrust = kind === 'trust';
  const guard = kind === 'resource-control' || (!isTrust && random.chance(0.15)) || random.chance(0.1);
  const names = isTrust ? scene.actions : ['*', ...scene.actions];
  return {
    Effect: guard ? 'Deny' : 'Allow',
    ...(onResource ? drawPrincipalElement(kind, principal, guard, random) : {}),
    ...drawElement(
      {
        name: 'Action',
        near: onlyFor(kind, names),
        far: onlyFor(kind, scene.otherActions),
        share: guard ? 0.5 : 0.88,
        negatable: kind !== 'resource-control',
      },
      random,
    ),
    ...(isTrust
      ? {}
      : drawElement(
          {
            name: 'Resource',
            near: ['*', ...scene.arns],
            far: scene.otherArns,
            share: guard ? 0.5 : 0.85,
            negatable: true,
          },
          random,
        )),
    ...drawConditions(scene.action, guard ? 0.7 : 0.35, random),
  };
}

/** Policies of buckets and roles take actions of their own service alone. */
function onlyFor(kind: PolicyKind, actions: readonly string[]): readonly string[] {
  const service = { bucket: 's3:', trust: 'sts:' }[kind as string];
  const own = actions.filter((action) => service === undefined || action.toLowerCase().startsWith(service));
  return kind === 'resource-control' ? own.filter((action) => action !== '*') : own;
}

interface ElementShape {
  readonly name: 'Action' | 'Resource';
  /** What matches the request; drawn in `share` of the cases. */
  readonly near: readonly string[];
  readonly far: readonly string[];
  readonly share: number;
  /** Whether it may turn out as `NotAction` or `NotResource`. */
  readonly negatable: boolean;
}

function drawElement({ name, near, far, share, negatable }: ElementShape, random: Random): Document {
  const negated = negatable && random.chance(0.08);
  const matches = random.chance(share) !== negated;
  const values = random.several(0, 2, () => random.pick(far));
  if (matches) values.push(random.pick(near));
  if (values.length === 0) values.push(random.pick(far));
  return {
    [`${negated ? 'Not' : ''}${name}`]: values.length === 1 && random.chance(0.5) ? values[0] : values,
  };
}
