/**
 * What comparing worlds costs, in milliseconds of processor time, as a ratio to reading the documents of one tenant, and
 * beside what may be at most and what the first version took. Exits with 1 where one of them takes longer. Run:
 * `node -r ts-node/register test/bench/reach.ts`, with `--json` for one document, `--tenants N` for fewer than 1,000.
 */
import { loadavg } from 'node:os';
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { compare, compareWithRights, type Facts, type World } from '../../iam/reach';
import { rightsOf } from '../../worlds/bounds-of-rights';
import { factsFor } from '../../worlds/facts';
import { proposedWorld } from '../../worlds/proposed';
import { aTenant } from '../a-tenant';
import { CHANGES, documentsAfter, documentsBefore } from '../iam/reach/changes';
import { BUCKET, POINT, type Statement, tenantDocuments, worldOf } from '../iam/reach/tenant-world';
import { projectOf, TENANTS } from '../worlds/tenants';
import { benchOptions } from './bench-options';

const ROUNDS = 5;
const { json, names } = benchOptions(1_000);

interface Contestant {
  readonly what: string;
  /** Milliseconds. */
  readonly most?: number;
  /** What the first version took, which asked by samples; measured on this machine for issue 12. */
  readonly first?: number;
  readonly run: () => void;
}

/** Of several rounds the best, in milliseconds; all take turns. */
function bestOf(contestants: readonly Contestant[]): ReadonlyMap<Contestant, number> {
  const best = new Map<Contestant, number>();
  for (let round = 0; round < ROUNDS; round++)
    for (const contestant of contestants) {
      const begin = process.cpuUsage();
      contestant.run();
      const { user, system } = process.cpuUsage(begin);
      best.set(
        contestant,
        Math.min(best.get(contestant) ?? Number.POSITIVE_INFINITY, (user + system) / 1000),
      );
    }
  return best;
}

/** A tenant with so many grants, and an access point. */
function withGrants(count: number): Tenant {
  return aTenant({
    name: 'granting',
    grants: Array.from({ length: count }, (_, at) => ({
      prefix: `g${at}/`,
      allow: at % 2 === 0 ? ['get', 'list'] : ['get', 'put'],
      extraActions: [],
    })),
    bucket: { name: 'acme-granting' },
    accessPoint: { name: 'acme-granting' },
    target: { name: 'granting' },
  });
}

/** What is deployed, with one statement more. */
function widened(world: World, statement: Statement): World {
  const { actor } = world;
  const [extra] = worldOf({ ...tenantDocuments(), identity: [statement] }).actor?.identity ?? [];
  if (!actor || !extra) throw new Error('there is no role to widen');
  return { ...world, actor: { ...actor, identity: [...actor.identity, extra] } };
}

const EVERYTHING: Statement = { Sid: 'Extra', Effect: 'Allow', Action: 's3:*', Resource: '*' };

function grantContestants(count: number, facts: Facts, first?: number): readonly Contestant[] {
  const tenant = withGrants(count);
  const project = projectOf([tenant]);
  const { world } = proposedWorld(project, tenant);
  const rights = rightsOf(project, tenant, world);
  const [hr, star] = [folderOf(tenant), EVERYTHING].map((statement) => widened(world, statement));
  if (!hr || !star) throw new Error('there is nothing to compare');
  return [
    {
      what: `${count} grants against their rights`,
      most: 2_000,
      ...(first === undefined ? {} : { first }),
      run: () => void compareWithRights(world, rights, facts),
    },
    {
      what: `${count} grants, one folder more`,
      most: 2_000,
      run: () => void compareWithRights(hr, rights, facts),
    },
    {
      what: `${count} grants, s3:* on * more`,
      most: 2_000,
      run: () => void compareWithRights(star, rights, facts),
    },
  ];
}

function folderOf({ bucket }: Tenant): Statement {
  return {
    Sid: 'Extra',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket.name}/hr/*`,
  };
}

/** Each kind of change by hand, the costliest of them. */
function changeContestants(facts: Facts): readonly Contestant[] {
  return CHANGES.map((change) => {
    const [before, after] = [worldOf(documentsBefore(change)), worldOf(documentsAfter(change))];
    return { what: `change: ${change.name}`, most: 60, run: () => void compare(after, before, facts) };
  });
}

interface Judged {
  readonly project: Project;
  readonly tenant: Tenant;
  readonly world: World;
}

/** Many tenants of every kind, each with names of its own. */
function manyTenants(): readonly Judged[] {
  return names.map((name, at) => {
    const sample = TENANTS[at % TENANTS.length];
    if (!sample) throw new Error('there is no tenant');
    const tenant: Tenant = {
      ...sample,
      name,
      bucket: { ...sample.bucket, name: `${sample.bucket.name}-${at}` },
    };
    const project = projectOf([tenant]);
    return { project, tenant, world: proposedWorld(project, tenant).world };
  });
}

async function main(): Promise<void> {
  const documents = tenantDocuments();
  const [plain, same] = [worldOf(documents), worldOf(tenantDocuments())];
  const star = worldOf({ ...documents, identity: [...documents.identity, EVERYTHING] });
  const throughPoint = { ...EVERYTHING, Resource: [`${BUCKET}/*`, `${POINT}/object/*`] };
  const many = manyTenants();
  const facts = await factsFor([plain, star, ...many.map(({ world }) => world)]);
  const changes = changeContestants(facts);
  const contestants: readonly Contestant[] = [
    { what: 'read the documents of a tenant', run: () => void worldOf(tenantDocuments()) },
    { what: 'equal worlds', most: 1, run: () => void compare(plain, same, facts) },
    { what: 's3:* on *', most: 2_000, run: () => void compare(star, plain, facts) },
    {
      what: 's3:* on the whole bucket',
      most: 2_000,
      run: () => void compare(worldOf({ ...documents, identity: [throughPoint] }), plain, facts),
    },
    ...grantContestants(20, facts, 5_500),
    ...grantContestants(120, facts, 173_000),
    ...grantContestants(300, facts),
    {
      what: `${names.length} tenants against their rights, on one core`,
      most: 12 * names.length,
      first: 96 * names.length,
      run: () => {
        for (const { project, tenant, world } of many)
          compareWithRights(world, rightsOf(project, tenant, world), facts);
      },
    },
    ...changes,
  ];
  const best = bestOf(contestants);
  const [base = Number.NaN] = best.values();
  const all = [...best].map(([{ what, most, first }, milliseconds]) => ({
    what,
    milliseconds: Number(milliseconds.toFixed(1)),
    timesReading: Number((milliseconds / base).toFixed(1)),
    most,
    first,
  }));
  const slowest = all.slice(-changes.length).sort((one, other) => other.milliseconds - one.milliseconds);
  const rows = [...all.slice(0, -changes.length), ...slowest.slice(0, 5)];
  const load = loadavg().map((each) => Number(each.toFixed(1)));
  if (json) console.log(JSON.stringify({ rounds: ROUNDS, load, rows: all }));
  else {
    console.table(rows);
    console.log(`of ${changes.length} changes the five slowest; load ${load.join(' ')}`);
  }
  if (all.some(({ milliseconds, most = Number.POSITIVE_INFINITY }) => milliseconds > most))
    process.exitCode = 1;
}

void main();
