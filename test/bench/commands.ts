/**
 * What `validate`, `drift`, `verify --as simulation`, `new --from` and `lint` of 5 MB cost for 1, 100 and 1,000 tenants,
 * as a user starts them, beside `validate` of as many in the same round. The tenants stand in the embedded AWS, put there
 * by SDK calls. Run: `node -r ts-node/register test/bench/commands.ts`, with `--json` for one document, `--tenants N` for
 * another largest number. `README.md` says by `node --cpu-prof` what is dearest in each.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalAws } from '../../local-aws';
import { deployFleet, type Fleet } from '../actions/drift/a-fleet';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { tableOf } from './a-table';
import { benchOptions } from './bench-options';
import { type MeasuredRun, runMeasured } from './measured-run';

const ACCOUNTS = 4;
const ROUNDS = 3;
/** Bytes of a vendor's document. */
const DOCUMENT = 5 * 1024 ** 2;
const { json, names } = benchOptions(1_000);
const COUNTS = [1, 100, 1_000].filter((count) => count <= names.length);

/** A document with as many policies as tenants, and prose between them. */
function documentOf(policies: number): string {
  const policy = JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::acme-exchange/in/*'] },
      ],
    },
    null,
    2,
  );
  const block = `## How to give access\n\n\`\`\`json\n${policy}\n\`\`\`\n\n`;
  const prose = 'The role is made in the console, and its name is put into the form. '.repeat(12);
  const rest = Math.max(0, DOCUMENT - policies * block.length);
  const each = Math.floor(rest / policies / (prose.length + 2));
  return Array.from({ length: policies }, () => `${block}${`${prose}\n\n`.repeat(each)}`).join('');
}

interface Command {
  readonly what: string;
  /** As it ends where all is as it should be; `lint` has notes. */
  run(count: number): Promise<MeasuredRun>;
}

function commandsOn({ folder, env, project }: Fleet): readonly Command[] {
  const all = project.tenants.map(({ name }) => name);
  const onTenants = (what: string, argv: readonly string[]): Command => ({
    what,
    run: (count) => runMeasured(folder, env, [...argv, ...(count === all.length ? [] : all.slice(0, count))]),
  });
  return [
    onTenants('validate', ['validate']),
    onTenants('drift', ['drift']),
    onTenants('verify --as simulation', ['verify', '--as', 'simulation']),
    {
      what: 'new --from',
      async run(count) {
        const own = makeProject({ 'tenants.csv': tableOf(names.slice(0, count)) });
        return runMeasured(own, {}, ['new', '--from', 'tenants.csv']).finally(() => removeProject(own));
      },
    },
    {
      what: 'lint of 5 MB',
      run(count) {
        const file = join(folder, `guide-${count}.md`);
        writeFileSync(file, documentOf(count));
        return runMeasured(folder, env, ['lint', file]);
      },
    },
  ];
}

async function main(): Promise<void> {
  const localAws = await startLocalAws();
  let fleet: Fleet | undefined;
  try {
    fleet = await deployFleet(localAws, { tenants: names.length, accounts: ACCOUNTS });
    const rows = [];
    for (const count of COUNTS) {
      const commands = commandsOn(fleet);
      const best = new Map<string, MeasuredRun>();
      for (let round = 0; round < ROUNDS; round += 1)
        for (const { what, run } of commands) {
          const now = await run(count);
          const before = best.get(what);
          if (!before || now.seconds < before.seconds) best.set(what, now);
        }
      const peer = best.get('validate')?.seconds ?? Number.NaN;
      for (const [what, { code, seconds, processor, peak }] of best)
        rows.push({
          ...{ what, tenants: count, code, seconds: Number(seconds.toFixed(2)), processor },
          ...{ peakMB: Math.round(peak), timesValidate: Number((seconds / peer).toFixed(2)) },
        });
    }
    if (json) console.log(JSON.stringify({ rounds: ROUNDS, rows }));
    else console.table(rows);
  } finally {
    if (fleet) removeProject(fleet.folder);
    await localAws.stop();
  }
}

void main();
