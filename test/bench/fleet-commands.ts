/** The commands whose cost for many tenants is looked at, each ready to be run for a number of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalAws } from '../../local-aws';
import { deployFleet, type Fleet } from '../actions/drift/a-fleet';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { tableOf } from './a-table';

/** Bytes of a vendor's document. */
const DOCUMENT = 5 * 1024 ** 2;

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

/** A run that is ready to be started. */
export interface ReadyRun {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  /** Takes away what was made for it alone. */
  remove(): void;
}

export interface FleetCommand {
  readonly what: string;
  /** It ends as it does where all is as it should be; `lint` has notes. */
  ready(count: number): ReadyRun;
}

/** Of the deployed fleet. */
const ACCOUNTS = 4;

/** `use`: on a fleet with as many tenants as there are `names`, deployed in an embedded AWS and taken away at the end. */
export async function onDeployedFleet(
  names: readonly string[],
  use: (commands: readonly FleetCommand[]) => Promise<void>,
): Promise<void> {
  const localAws = await startLocalAws();
  let fleet: Fleet | undefined;
  try {
    fleet = await deployFleet(localAws, { tenants: names.length, accounts: ACCOUNTS });
    await use(commandsOn(fleet, names));
  } finally {
    if (fleet) removeProject(fleet.folder);
    await localAws.stop();
  }
}

/** `names`: of the fleet's tenants. */
function commandsOn({ folder, env, project }: Fleet, names: readonly string[]): readonly FleetCommand[] {
  const all = project.tenants.map(({ name }) => name);
  const inFleet = (argv: readonly string[]): ReadyRun => ({ cwd: folder, env, argv, remove: () => {} });
  const onTenants = (what: string, argv: readonly string[]): FleetCommand => ({
    what,
    ready: (count) => inFleet([...argv, ...(count === all.length ? [] : all.slice(0, count))]),
  });
  return [
    onTenants('validate', ['validate']),
    onTenants('drift', ['drift']),
    onTenants('verify --as simulation', ['verify', '--as', 'simulation']),
    {
      what: 'new --from',
      ready(count) {
        const own = makeProject({ 'tenants.csv': tableOf(names.slice(0, count)) });
        const argv = ['new', '--from', 'tenants.csv'];
        return { cwd: own, env: {}, argv, remove: () => removeProject(own) };
      },
    },
    {
      what: 'lint of 5 MB',
      ready(count) {
        const file = join(folder, `guide-${count}.md`);
        writeFileSync(file, documentOf(count));
        return inFleet(['lint', file]);
      },
    },
  ];
}
