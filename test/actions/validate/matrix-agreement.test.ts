/** A sample of every tenant's matrix, the same in every run, is put to iam-simulate too, which must agree. */

import { type AskedActions, loadActions, serviceOf } from '../../../actions/validate/asked-actions';
import { matrixOf } from '../../../actions/validate/matrix';
import type { Question } from '../../../actions/validate/proof-question';
import { type PolicySources, parseSources, policySources } from '../../../actions/validate/proposed-policies';
import { STAND_INS } from '../../../actions/validate/stand-ins';
import type { Tenant } from '../../../config/tenant/tenant';
import {
  type AccessRequest,
  decide,
  decideThroughAccessPoint,
  type Policy,
  type Principal,
} from '../../../iam';
import { aTenant, vendor } from '../../a-tenant';
import { FULL } from '../../full';
import { type Random, randomFrom } from '../../iam/random';
import type { RandomCase } from '../../iam/random-requests';
import { opinionIfAny, opinionOf } from '../../iam/second-opinion';
import { projectOf } from '../../worlds/tenants';
import type { Document } from './mutations';

/** Requests of each tenant on which both have an opinion. */
const SAMPLE = FULL ? 5_000 : 500;
const SEED = 5;

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const point = { accessPoint: { name: 'acme-point' } };

const sharer = aTenant({
  name: 'acme-sharer',
  vendor: vendor('channelmix'),
  vendorPrincipals: ['arn:aws:iam::031871504755:root'],
  externalIds: [],
  acceptNoExternalId: 'ChannelMix supports none',
  grants: [{ prefix: 'reports/', allow: ['put', 'list'], extraActions: [] }],
  bucket: { existing: true },
  accessPoint: { name: 'sharers-point' },
  target: { name: 'sharer' },
});

/** Each with the tenants that it is judged among. */
const TENANTS: Readonly<Record<string, readonly [Tenant, ...Tenant[]]>> = {
  plain: [aTenant()],
  'an access point': [aTenant(point)],
  'a KMS key': [aTenant({ bucket: { kmsKeyArn: KEY }, ...point })],
  'ChannelMix, without an external ID': [
    aTenant({
      vendor: vendor('channelmix'),
      vendorPrincipals: ['arn:aws:iam::031871504755:root'],
      externalIds: [],
      acceptNoExternalId: 'ChannelMix supports none',
    }),
  ],
  suspended: [aTenant({ access: 'suspended', verifier: { principal: 'arn:aws:iam::111122223333:role/ci' } })],
  'who makes a shared bucket': [aTenant(point), sharer],
  'who shares it': [sharer, aTenant(point)],
};

/** A question with its action. */
interface Asked {
  readonly question: Question;
  readonly request: AccessRequest;
}

/** Half of what is drawn is an action that the policies speak of; drawn from all there are, few would be allowed. */
function draw(questions: readonly Question[], catalogue: AskedActions, random: Random): Asked {
  const question = random.pick(questions);
  const { services = [], verdict } = question;
  const asked = catalogue.filter((action) => services.length === 0 || services.includes(serviceOf(action)));
  const allowed = asked.filter((action) => verdict.allowed.has(action));
  const action = random.pick(allowed.length > 0 && random.chance(0.5) ? allowed : asked);
  return { question, request: { ...question.request, action } };
}

/**
 * A role of the vendor's role's name at another path or in other case, whom iam-simulate takes for it: a session's ARN
 * has no path. In AWS an account cannot have both.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function isNamesake({ vendorPrincipals }: Tenant, principal: Principal): boolean {
  if (principal.kind !== 'role-session') return false;
  const plain = (arn: string) => arn.replace(/:role\/(?:.*\/)?/, ':role/').toLowerCase();
  return vendorPrincipals.some(
    (arn) => plain(arn) === plain(principal.roleArn) && arn !== principal.roleArn && arn.includes(':role/'),
  );
}

type DocumentOf = (policy: Policy) => Readonly<Record<string, unknown>>;

/** The document of a policy: of what would be deployed, not what our engine read in it. */
function documentsOf({ trust, role, bucket, accessPoint, key }: PolicySources, account: string): DocumentOf {
  const sources = [trust, ...role, bucket, accessPoint, key].filter((one) => one !== undefined);
  return (policy) => {
    const source = sources.find(({ name }) => name === policy.name);
    if (!source) return standIn(policy, account);
    // As if a tenant were resumed, the proof leaves its Denies out.
    const kept = policy.statements.map(({ index }) => index);
    const { Version, Statement } = source.document as Document;
    return { Version, Statement: Statement.filter((_, at) => kept.includes(at)) };
  };
}

/** What the account's own policies are taken to say, written down a second time. */
function standIn({ name, kind }: Policy, account: string): ReturnType<DocumentOf> {
  expect(Object.values<string>(STAND_INS)).toContain(name);
  const everything = { Action: '*', Resource: '*' };
  const own = {
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: kind === 'trust' ? 'sts:*' : 'kms:*',
  };
  const statement =
    name === STAND_INS.allRights ? everything : { ...own, ...(kind === 'trust' ? {} : { Resource: '*' }) };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

/** Others have no policies of their own, whatever the proof hands our engine for them. */
const HAVE_POLICIES: readonly string[] = ['user', 'role-session'];

function caseOf(
  request: AccessRequest,
  { identity, resource }: Question['policies'],
  of: DocumentOf,
): RandomCase {
  return {
    request: { ...request, context: renamed(request.context) },
    identity: HAVE_POLICIES.includes(request.principal.kind) ? identity.map(of).map(renamed) : [],
    ...(resource ? { resource: { kind: resource.kind, document: renamed(of(resource)) } } : {}),
  };
}

/**
 * It lets keys go that AWS's list does not have for an action, and the list has those of access points for none,
 * although every request through one has them. Under a name that it keeps, it judges them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function renamed<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll('"s3:DataAccessPoint', '"aws:PrincipalTag/DataAccessPoint');
  return JSON.parse(text) as T;
}

/** Whether it is allowed, denied by a Deny, or only not allowed; through an access point only whether it is allowed. */
async function bothOpinions(
  { question, request }: Asked,
  of: DocumentOf,
): Promise<{ readonly ours: string; readonly theirs: string } | undefined> {
  const { policies, point, target } = question;
  if (!point) {
    const theirs = await opinionIfAny(caseOf(request, policies, of));
    return theirs && { ours: opinionOf(decide(request, policies)), theirs };
  }
  const context = {
    ...request.context,
    's3:DataAccessPointArn': point.arn,
    's3:DataAccessPointAccount': point.arn.split(':')[4] ?? '',
    's3:AccessPointNetworkOrigin': 'Internet',
  };
  const arn = target.key === undefined ? point.arn : `${point.arn}/object/${target.key}`;
  const onPoint = { ...request, context, resource: { ...request.resource, arn } };
  const opinions = [
    await opinionIfAny(caseOf(onPoint, { ...policies, resource: point.policy }, of)),
    await opinionIfAny(caseOf({ ...request, context }, policies, of)),
  ];
  if (opinions.includes(undefined)) return undefined;
  const inWords = (isAllowed: boolean) => (isAllowed ? 'allowed' : 'denied');
  return {
    ours: inWords(decideThroughAccessPoint(request, point, policies).outcome === 'allowed'),
    theirs: inWords(opinions.every((opinion) => opinion === 'allowed')),
  };
}

describe.each(Object.entries(TENANTS))('%s', (_, among) => {
  const [tenant, ...others] = among;
  const counts = new Map<string, number>();
  const differing: unknown[] = [];
  /** Parts of the proof: those that there are, and those that were drawn. */
  const parts = { there: new Set<string>(), drawn: new Set<string>() };

  beforeAll(async () => {
    const catalogue = await loadActions();
    const sources = policySources(projectOf(among), tenant);
    const { policies, faults } = parseSources(sources);
    expect(faults).toEqual([]);
    const questions = matrixOf(tenant, policies, others).filter(
      ({ target, caller }) => target.arn !== '*' && !isNamesake(tenant, caller.principal),
    );
    for (const { part } of questions) parts.there.add(part);
    const random = randomFrom(SEED);
    const of = documentsOf(sources, tenant.account);
    for (let judged = 0; judged < SAMPLE; ) {
      const asked = draw(questions, catalogue, random);
      const opinions = await bothOpinions(asked, of);
      if (!opinions) continue;
      judged += 1;
      parts.drawn.add(asked.question.part);
      counts.set(opinions.ours, (counts.get(opinions.ours) ?? 0) + 1);
      if (opinions.ours !== opinions.theirs)
        differing.push({ ...opinions, part: asked.question.part, request: asked.request });
    }
  });

  test(`${SAMPLE} requests of its matrix are decided as iam-simulate does`, () => {
    expect(differing.slice(0, 3)).toEqual([]);
  });

  test('of which some are allowed, and some are not, in every part of the proof', () => {
    expect(parts.drawn).toEqual(parts.there);
    expect(counts.get('allowed')).toBeGreaterThan(SAMPLE / 20);
    expect(SAMPLE - (counts.get('allowed') ?? 0)).toBeGreaterThan(SAMPLE / 4);
  });
});
