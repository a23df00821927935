/**
 * Ctrl-C ends every command, whatever AWS does not answer: the commands are those of the table whose code can reach AWS.
 * That none waits for a limit of time of its own is seen by what it asks afterwards: nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, isGroup } from '../../command-line/command';
import { EXIT } from '../../report/exit-codes';
import { COMMANDS } from '../../scripts/command-table';
import { ROOT } from '../a-tenant';
import { keyFile } from '../actions/keys/key-file';
import { AMPERITY, type AProject, aProject } from '../actions/onboarding/a-project';
import type { Printed } from '../command-line';
import { FULL } from '../full';
import { reachedFrom } from '../reached-from';
import { until } from '../until';
import { type HungAws, hungServer } from './hung-aws';

/** How each command that can ask AWS is made to ask it. */
const ASKING: Readonly<Record<string, readonly (readonly string[])[]>> = {
  adopt: [['adopt', 'acme-taken']],
  diagram: [['diagram', 'acme-prod', '--of', 'deployed']],
  doctor: [['doctor']],
  report: [['report', '--of', 'deployed']],
  explain: [['explain', '4442587FB7D0A2F9']],
  'local-aws': [['local-aws', '--as', 'vendor', 'acme-prod']],
  new: [
    [
      'new',
      'acme-new',
      '--yes',
      '--customer',
      'acme',
      '--vendor',
      'amperity',
      '--account',
      '111122223333',
    ].concat([
      ...['--region', 'us-east-1', '--bucket', 'acme-new-exchange', '--use', 'pull'],
      ...['--principal', 'arn:aws:iam::999988887777:role/prod/amperity-plugin'],
      ...['--external-id', '01234567890123456789'],
    ]),
  ],
  handover: [
    ['handover', 'acme-point'],
    ['handover', 'acme-prod', '--files'],
  ],
  verify: [
    ['verify', 'acme-prod', '--as', 'simulation'],
    ['verify', 'acme-prod', '--as', 'vendor'],
    ['verify', 'key-way', '--as', 'vendor'],
  ],
  drift: [['drift'], ['drift', 'acme-prod']],
  suspend: [['suspend', 'acme-prod', '--now']],
  'keys create': [
    ['keys', 'create', 'key-way'],
    ['keys', 'create', 'key-way', '--secrets-manager', 'place'],
  ],
  'keys rotate': [
    ['keys', 'rotate', 'key-way'],
    ['keys', 'rotate', 'key-way', '--finish'],
  ],
  'keys revoke': [['keys', 'revoke', 'key-way', '--yes']],
  reach: [['reach', 'acme-prod', '--of', 'deployed']],
};

/** These ask between runs of Terraform alone: `terraform-interrupts.test.ts` has them. */
const BY_TERRAFORM = ['deploy', 'destroy', 'diff'];

/**
 * Without `--timeout`: `new` asks for a minute at most and goes on without, `explain` and `local-aws` ask this machine,
 * and a deployment that a time limit ends is left half-way.
 */
const WITHOUT_TIMEOUT = [...BY_TERRAFORM, 'explain', 'local-aws', 'new'];

const ALL: readonly (readonly [string, Command])[] = COMMANDS.flatMap((command) =>
  isGroup(command)
    ? command.commands.map((each) => [`${command.name} ${each.name}`, each] as const)
    : [[command.name, command] as const],
);

const HANDLER = /require\(['"]\.\.\/(handlers\/[\w-]+)['"]\)/;

/** Some commands share one, which stands beside them. */
function handlerOf({ name, handler }: Command): string {
  const folder = join(ROOT, 'scripts/commands');
  const texts = [
    handler.toString(),
    ...readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')),
  ];
  const text = texts.find((each, at) => HANDLER.test(each) && (at === 0 || each.includes(`name: '${name}'`)));
  return `scripts/${HANDLER.exec(text ?? '')?.[1]}.ts`;
}

test('the table is of all commands whose code reaches AWS, and each of them has --timeout', () => {
  const reaching = ALL.filter(([, command]) =>
    reachedFrom(handlerOf(command), 'sooner or later').has('aws/clients.ts'),
  );
  expect(reaching.map(([name]) => name).sort()).toEqual([...Object.keys(ASKING), ...BY_TERRAFORM].sort());
  const unlimited = reaching.filter(([, { options }]) => options.timeout === undefined);
  expect(unlimited.map(([name]) => name).sort()).toEqual(WITHOUT_TIMEOUT);
});

let project: AProject;
beforeAll(() => {
  project = aProject({
    'acme-prod': AMPERITY,
    'acme-point': AMPERITY.replaceAll('acme-prod', 'acme-point')
      .replace('acme-exchange', 'acme-point-exchange')
      .concat('accessPoint: { name: acme-point }\n'),
    'acme-taken': AMPERITY.replaceAll('acme-prod', 'acme-taken')
      .replace('acme-exchange', 'acme-taken-exchange')
      .concat('adopt: [bucket, role]\n'),
    'key-way': keyFile('key-way'),
  });
});
afterAll(() => project.remove());

/** Requests that are under way at once; none is sent again, as at the end of a time limit. */
function atOnce([command = '']: readonly string[]): number {
  return ['drift', 'doctor', 'report'].includes(command) ? 4 : 1;
}

const ENV = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'us-east-1',
  HOME: '/nonexistent',
  HANDSHAKE_LOCAL_AWS_SECRET: 'example',
};
const LINES = Object.values(ASKING).flat();

const HANGS = ['answer', 'body'] as const;
type Hang = (typeof HANGS)[number];
type Case = readonly [command: string, hang: Hang, argv: readonly string[]];

const hung = new Map<Hang, HungAws>();
beforeAll(async () => {
  for (const hang of HANGS) hung.set(hang, await hungServer(hang));
});
afterAll(() => Promise.all([...hung.values()].map((aws) => aws.close())));

function hungAt(hang: Hang): HungAws {
  const aws = hung.get(hang);
  if (!aws) throw new Error(`nothing hangs at its ${hang}`);
  return aws;
}

const envOf = ({ url }: HungAws) => ({ ...ENV, HANDSHAKE_LOCAL_AWS: url });
const casesOf = (hang: Hang): readonly Case[] => LINES.map((argv) => [argv.join(' '), hang, argv]);
/** A body that does not end hangs in the same client as an answer that does not come: all of them in the full run. */
const CASES = HANGS.flatMap((hang) =>
  casesOf(hang).filter((_, at) => FULL || hang === 'answer' || at % 4 === 0),
);

test.each(CASES)(
  '%s ends with Ctrl-C while AWS sends no end of its %s, and says what is left',
  async (_, hang, argv) => {
    const aws = hungAt(hang);
    const interrupt = new AbortController();
    let asked = 0;
    aws.onRequest(() => {
      asked += 1;
      interrupt.abort();
    });
    const printed = await project.run(argv, { env: envOf(aws), signal: interrupt.signal });
    expect(printed.code).toBe(EXIT.interrupted);
    expect(printed.stderr + printed.stdout).toMatch(/interrupted|Nothing is written/);
    expect(printed.stderr).not.toContain('    at ');
    expect(aws.requests()).toBeLessThanOrEqual(atOnce(argv));
    expect(asked).toBeGreaterThan(0);
    if (argv[0] === 'new') expect(project.tenants()).not.toContain('acme-new.yaml');
  },
);

const nameOf = ([command = '', more = '']: readonly string[]) =>
  command === 'keys' ? `${command} ${more}` : command;
/** Each takes a second: the time that it is given. */
const LIMITED = (FULL ? CASES : casesOf('answer')).filter(
  ([, , argv]) => !WITHOUT_TIMEOUT.includes(nameOf(argv)),
);

describe('with a limit of time', () => {
  const runs = new Map<Case, Promise<Printed>>();
  // All at once, so that what each waits for is waited for once.
  beforeAll(() => {
    for (const each of LIMITED) {
      const [, hang, argv] = each;
      runs.set(each, project.run([...argv, '--timeout', '1'], { env: envOf(hungAt(hang)) }));
    }
    return Promise.allSettled(runs.values());
  });

  test.each(LIMITED.map((each) => [...each, each] as const))(
    '%s ends with its time while AWS sends no end of its %s, and is inconclusive',
    async (_, _hang, _argv, each) => {
      const printed = await runs.get(each);
      expect(printed?.code).toBe(EXIT.error);
      expect(`${printed?.stderr}${printed?.stdout}`).toMatch(/not done within 1 seconds; --timeout/);
    },
  );
});

/** Processes are dear: every command with every signal in the full run, one with each in the sample. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PROCESSES = SIGNALS.flatMap((signal, index) =>
  CASES.filter((_, at) => FULL || at === 6 + index * 4).map((one) => [signal, ...one] as const),
);

test.each(PROCESSES)(
  '%s ends the process of %s with 130 while AWS sends no end of its %s',
  async (signal, _, hang, argv) => {
    const aws = hungAt(hang);
    let isAsked = false;
    aws.onRequest(() => {
      isAsked = true;
    });
    const child = spawn(process.execPath, [join(ROOT, 'scripts/s3-handshake.js'), ...argv], {
      cwd: project.folder,
      env: { PATH: process.env.PATH ?? '', ...envOf(aws) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    await until(() => isAsked);
    child.kill(signal);
    const [code] = await closed;
    expect(code).toBe(EXIT.interrupted);
    // A signal takes a moment, in which one more can be sent.
    expect(aws.requests()).toBeLessThanOrEqual(atOnce(argv) + 1);
  },
);
