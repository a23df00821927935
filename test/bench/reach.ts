/**
 * What comparing two worlds costs, in milliseconds of processor time, and as a ratio to parsing the documents of one
 * tenant. Run: `node -r ts-node/register test/bench/reach.ts`, with `--json` for one document.
 */
import { compare, compareWithRights, type Facts, statedRights, type World } from '../../iam/reach';
import { actionsOf } from '../iam/reach/catalogue';
import {
  BUCKET,
  KEY,
  POINT,
  type TenantDocuments,
  tenantDocuments,
  VENDOR,
  worldOf,
} from '../iam/reach/tenant-world';

const ROUNDS = 5;
const READS = ['s3:GetObject'];

function withGrants(count: number): TenantDocuments {
  const documents = tenantDocuments();
  const prefixes = Array.from({ length: count }, (_, at) => `grant-${at}/in/`);
  const statement = (sid: string, resources: readonly string[]) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: READS,
    Resource: resources,
  });
  documents.identity.push(
    statement(
      'Grants',
      prefixes.flatMap((prefix) => [`${BUCKET}/${prefix}*`, `${POINT}/object/${prefix}*`]),
    ),
  );
  return documents;
}

function changed(documents: TenantDocuments, resource: string, action: string): TenantDocuments {
  return {
    ...documents,
    identity: [...documents.identity, { Sid: 'Extra', Effect: 'Allow', Action: action, Resource: resource }],
  };
}

interface Contestant {
  readonly what: string;
  readonly most: number;
  readonly run: () => void;
}

/** The best of several rounds; all take turns. */
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

function rightsOf(scene: World, prefixes: readonly string[]): ReturnType<typeof statedRights> {
  return statedRights(
    {
      grants: prefixes.map((prefix) => ({
        prefix,
        onObjects: prefix.startsWith('to-') ? READS : ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        listing: ['s3:ListBucket'],
      })),
      onBucket: [],
      onKeys: { arns: [KEY], actions: ['kms:Decrypt', 'kms:GenerateDataKey'] },
      assumedBy: [{ principal: VENDOR, externalIds: ['01234567890123456789'] }],
      besideAssuming: [],
    },
    scene,
  );
}

async function main(): Promise<void> {
  const facts: Facts = { actions: await actionsOf(['s3', 'kms', 'sts']) };
  const plain = worldOf(tenantDocuments());
  const same = worldOf(tenantDocuments());
  const few = worldOf(changed(tenantDocuments(), `${BUCKET}/hr/*`, 's3:GetObject'));
  const everything = worldOf(changed(tenantDocuments(), '*', 's3:*'));
  const grants = [120, 300].map((count) => ({ count, before: worldOf(withGrants(count)) }));
  const contestants: readonly Contestant[] = [
    {
      what: 'parse the documents of a tenant',
      most: Number.POSITIVE_INFINITY,
      run: () => void worldOf(tenantDocuments()),
    },
    { what: 'equal worlds', most: 1, run: () => void compare(plain, same, facts) },
    { what: 'one statement differs', most: 60, run: () => void compare(few, plain, facts) },
    { what: 's3:* on *', most: 2_000, run: () => void compare(everything, plain, facts) },
    {
      what: 'one tenant against its rights',
      most: 12,
      run: () =>
        void compareWithRights(plain, rightsOf(plain, ['to-amperity/', 'from-amperity/']), facts, {
          dormant: false,
        }),
    },
    ...grants.flatMap(({ count, before }): Contestant[] => [
      {
        what: `${count} grants, s3:* on * added`,
        most: 2_000,
        run: () => void compare(worldOf(changed(withGrants(count), '*', 's3:*')), before, facts),
      },
    ]),
  ];
  const best = bestOf(contestants);
  const [base = Number.NaN] = best.values();
  const rows = [...best].map(([{ what, most }, milliseconds]) => ({
    what,
    milliseconds: Number(milliseconds.toFixed(1)),
    timesParsing: Number((milliseconds / base).toFixed(1)),
    most,
  }));
  if (process.argv.includes('--json')) console.log(JSON.stringify({ rounds: ROUNDS, rows }));
  else console.table(rows);
  if (!rows.every(({ milliseconds, most }) => milliseconds <= most)) process.exitCode = 1;
}

void main();
