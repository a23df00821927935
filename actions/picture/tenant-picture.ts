/** From reach's answers to a picture: who gets in by what, and what is allowed where, by which statement. */
import { pointArn, targetArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { bucketArn } from '../../config/values/arn';
import { visible } from '../../config/values/visible';
import {
  type Beyond,
  type Difference,
  enumerateInSteps,
  type Facts,
  type Pausing,
  type World,
} from '../../iam/reach';
import type { EdgeState, NodeKind, Picture, PictureEdge, PictureNode } from '../../report/picture/picture';
import { whoText } from '../../worlds/access-words';

/** What is drawn of one access: what stands at both ends, and what is between them. */
interface Drawn {
  readonly from: PictureNode;
  readonly to: PictureNode;
  readonly verbs: readonly string[];
  /** Where it is but the way to something: all that it is the way to. */
  readonly wayTo?: readonly string[];
  readonly statements: readonly string[];
  readonly state: EdgeState;
}

/** What a picture shows, in its own words. */
const PICTURE_SAYS = {
  deployed: 'access as it is deployed, differences in red',
  file: 'access as its file would be deployed',
  proof: 'access as it would be deployed',
} as const;

export interface TenantPicture {
  readonly picture: Picture;
  /** What of the proposed world could not be told: with any of it the picture may not be whole. */
  readonly beyond: readonly Beyond[];
}

/**
 * `proposed`: the world as the tenant's file would be deployed, and what is known of it. `differences`: where what is
 * deployed differs from it; each is an edge of its own.
 */
export function* pictureInSteps(
  tenant: Tenant,
  proposed: { readonly world: World; readonly facts: Facts },
  differences: readonly Difference[],
  shows: keyof typeof PICTURE_SAYS,
): Pausing<TenantPicture> {
  const { differences: accesses, beyond } = yield* enumerateInSteps(proposed.world, proposed.facts);
  const drawn = [
    ...accesses
      .filter(({ direction }) => direction !== 'dormant')
      .flatMap((access) => drawnOf(access, tenant, 'expected')),
    ...differences
      .filter(({ direction }) => direction !== 'dormant')
      .flatMap((one) => drawnOf(one, tenant, one.direction === 'less' ? 'less' : 'more')),
  ];
  const nodes = new Map<string, PictureNode>();
  for (const { from, to } of drawn) {
    nodes.set(from.id, from);
    nodes.set(to.id, to);
  }
  const picture = {
    tenant: visible(tenant.name),
    says: PICTURE_SAYS[shows],
    nodes: [...nodes.values()],
    edges: merged(drawn),
  };
  return { picture, beyond };
}

/** One edge, and by each of its verbs what it is the way to, which is nothing where it ends there. */
interface Merged {
  readonly first: Drawn;
  readonly verbs: Map<string, Set<string>>;
  readonly by: Set<string>;
}

/**
 * One edge for all that is allowed between the same two, in the same state. A verb is drawn in one state: what is lost is
 * not drawn as expected too. But what is the way to several things is as expected while it leads to one of these.
 */
function merged(drawn: readonly Drawn[]): readonly PictureEdge[] {
  const edges = new Map<string, Merged>();
  const keyOf = ({ from, to }: Drawn, state: EdgeState) => [from.id, to.id, state].join('\n');
  for (const one of drawn) {
    const key = keyOf(one, one.state);
    const edge: Merged = edges.get(key) ?? { first: one, verbs: new Map(), by: new Set() };
    edges.set(key, edge);
    for (const verb of one.verbs)
      edge.verbs.set(verb, new Set([...(edge.verbs.get(verb) ?? []), ...(one.wayTo ?? [])]));
    for (const statement of one.statements) edge.by.add(statement);
  }
  for (const { first, verbs } of edges.values()) {
    if (first.state !== 'expected') continue;
    const [lost, more] = [edges.get(keyOf(first, 'less'))?.verbs, edges.get(keyOf(first, 'more'))?.verbs];
    for (const [verb, wayTo] of verbs) {
      const lostTo = lost?.get(verb);
      if (lostTo && [...wayTo].some((one) => !lostTo.has(one))) lost?.delete(verb);
      else if (lostTo) verbs.delete(verb);
      if (wayTo.size > 0 && verbs.has(verb)) more?.delete(verb);
    }
  }
  const left = [...edges.values()].filter(({ verbs }) => verbs.size > 0);
  return left.map(({ first, verbs, by }) => ({
    from: first.from.id,
    to: first.to.id,
    label: verbsText([...verbs.keys()]),
    statements: [...by].map(visible),
    state: first.state,
  }));
}

function drawnOf(access: Difference, tenant: Tenant, state: EdgeState): readonly Drawn[] {
  const { actions } = access.region;
  const statements = [
    ...new Set(
      access.causes.map(
        ({ statement: { sid, index, policy } }) => `${sid || `statement ${index + 1}`} of ${policy}`,
      ),
    ),
  ];
  const names = actions.areOpen ? [...actions.names, 'unpublished actions'] : actions.names;
  const common = { statements, state };
  if (names.length > 0 && names.every((name) => name.startsWith('sts:')))
    return entering(access, tenant, names).map((one) => ({ ...common, ...one }));
  return using(access, tenant, names).map((one) => ({ ...common, ...one }));
}

/** `statements`: where others decide than those of the access itself. */
type Between = Omit<Drawn, 'statements' | 'state'> & Partial<Pick<Drawn, 'statements'>>;

/** Whoever assumes the role, by way of the external ID where one is asked for. */
function entering(access: Difference, tenant: Tenant, names: readonly string[]): readonly Between[] {
  const asked = access.region.conditions.find(({ key }) => key === 'sts:externalid');
  const { holds, examples = [] } = asked ?? {};
  const ids =
    holds && !holds.unless ? holds.values : examples.flat().filter((id) => tenant.externalIds.includes(id));
  const isAbsent = (value: string | readonly string[]) => value.length === 0;
  const without = !asked || examples.some(isAbsent) ? ['no external ID'] : [];
  const beyond = ids.length + without.length === 0 ? ['another external ID'] : without;
  const target = targetNode(tenant);
  return principalsOf(access, tenant).flatMap((from): readonly Between[] => [
    ...ids.flatMap((id) => {
      const by = node('external-id', id, id);
      return [
        { from, to: by, verbs: names },
        { from: by, to: target, verbs: ['StringEquals'], wayTo: names.map((name) => `${from.id} ${name}`) },
      ];
    }),
    ...beyond.map((word) => ({ from, to: target, verbs: [...names, word] })),
  ]);
}

function using(access: Difference, tenant: Tenant, names: readonly string[]): readonly Between[] {
  const { resources, principals, ways } = access.region;
  const isTarget =
    principals.examples.length > 0 && principals.examples.every(({ backing }) => backing === 'actor');
  const from = isTarget ? [targetNode(tenant)] : principalsOf(access, tenant);
  const within =
    resources.within.length > 0 && !resources.within.includes('*') ? resources.within : resources.examples;
  return from.flatMap((who) => within.flatMap((arn) => toResource(who, arn, access, tenant, names, ways)));
}

/** From who acts to what is acted on: through the access point or directly, on to the prefix where there is one. */
function toResource(
  from: PictureNode,
  arn: string,
  { region }: Difference,
  tenant: Tenant,
  names: readonly string[],
  ways: readonly string[],
): readonly Between[] {
  const { partition, bucket, accessPoint } = tenant;
  const whole = bucketArn(partition, bucket.name);
  const bucketNode = node('bucket', bucket.name, whole);
  const point = pointArn(tenant);
  const verbs = names.map(verbOf);
  const wayTo = verbs.map((verb) => `${arn} ${verb}`);
  const pointNode = point === undefined ? undefined : node('access-point', accessPoint?.name ?? '', point);
  if (pointNode && point !== undefined && (arn === point || arn.startsWith(`${point}/`)))
    return [
      from.kind === 'target'
        ? { from, to: pointNode, verbs: ['may use'], wayTo, statements: [] }
        : { from, to: pointNode, verbs },
      { from: pointNode, to: bucketNode, verbs: ['delegates'], wayTo, statements: [] },
    ];
  if (arn === bucket.kmsKeyArn)
    return [{ from, to: node('key', arn.slice(arn.indexOf('/') + 1), arn), verbs }];
  if (arn !== whole && !arn.startsWith(`${whole}/`)) return [{ from, to: strangeResource(arn), verbs }];
  const direct: readonly Between[] =
    ways.length === 0 || ways.includes('direct')
      ? [{ from, to: bucketNode, verbs: ['directly'], wayTo, statements: [] }]
      : [];
  const lists = region.conditions.flatMap(({ key, holds }) =>
    key === 's3:prefix' && holds && !holds.unless ? holds.values : [],
  );
  const keys = arn === whole ? lists : [arn.slice(whole.length + 1)];
  const prefixes = keys.map((key) => key.replace(/\*$/, ''));
  if (prefixes.length === 0) return [{ from, to: bucketNode, verbs }];
  return [
    ...direct,
    ...prefixes.map((prefix) => {
      const label = prefix === '' ? 'all keys' : prefix;
      return { from: bucketNode, to: node('prefix', label, `${whole}/${prefix}*`), verbs };
    }),
  ];
}

/** One for each that a statement names; else one for all that are meant. */
function principalsOf(access: Difference, tenant: Tenant): readonly PictureNode[] {
  const trusted = new Set([...tenant.vendorPrincipals, tenant.verifier?.principal ?? '']);
  const { named, areAll } = access.region.principals;
  const arns = named.filter((text) => text.startsWith('arn:'));
  if (areAll || arns.length === 0) return [node('other', whoText(access), whoText(access))];
  return arns.map((arn) => node(trusted.has(arn) ? 'principal' : 'other', arn, arn));
}

function targetNode(tenant: Tenant): PictureNode {
  return node('target', tenant.target.name, targetArn(tenant));
}

function node(kind: NodeKind, name: string, detail: string): PictureNode {
  return { id: visible(`${kind} ${detail}`), kind, label: visible(shortOf(name)), detail: visible(detail) };
}

/** Apart from who may bear the same ARN: a role can get in, and be what somebody may act on. */
function strangeResource(arn: string): PictureNode {
  return { ...node('other', arn, arn), id: visible(`resource ${arn}`) };
}

/** `999988887777 prod/amperity-plugin` of a role's ARN. */
function shortOf(name: string): string {
  const [, account, resource] = /^arn:[^:]*:iam::(\d*):(.+)$/.exec(name) ?? [];
  if (resource === undefined) return name.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, '');
  return `${account} ${resource === 'root' ? 'root' : resource.slice(resource.lastIndexOf('/') + 1)}`;
}

const VERBS: Readonly<Record<string, string>> = {
  's3:GetObject': 'get',
  's3:PutObject': 'put',
  's3:DeleteObject': 'delete',
  's3:ListBucket': 'list',
  's3:AbortMultipartUpload': '',
  's3:ListMultipartUploadParts': '',
  's3:GetBucketLocation': 'location',
  'sts:AssumeRole': 'AssumeRole',
};

/** What a grant calls it; the multipart set belongs to `put`. */
function verbOf(action: string): string {
  return VERBS[action] ?? action.replace(/^kms:/, '');
}

const ORDER: readonly string[] = ['get', 'put', 'list', 'delete'];

/** So many are named in an edge's label. */
const MOST = 6;

function verbsText(verbs: readonly string[]): string {
  const words = new Set(verbs.map((verb) => visible(VERBS[verb] ?? verb)));
  const shown = [...ORDER.filter((verb) => words.delete(verb)), ...words].filter((verb) => verb !== '');
  if (shown.length === 0) return 'multipart uploads';
  const isAlso = shown.length > 1 ? shown.filter((verb) => verb !== 'directly') : shown;
  const more = isAlso.length - MOST;
  return more > 1 ? `${isAlso.slice(0, MOST).join(', ')} and ${more} more` : isAlso.join(', ');
}
