/**
 * Every command that writes to the project, where nothing can be written: from the beginning, and from the midst of its
 * work on. It says so, ends with 1, and the project is as it was.
 */
import fs, { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT } from '../../report/exit-codes';
import { AMPERITY, type AProject, aProject } from '../actions/onboarding/a-project';
import { FULL } from '../full';
import { filesBelow } from '../killed/killed';

const TABLE = [
  'tenant,customer,vendor,account,region,principal,externalId,bucket.name,grants',
  ...['acme-1', 'acme-2', 'acme-3'].map(
    (name) =>
      `${name},acme,amperity,111122223333,us-east-1,arn:aws:iam::999988887777:role/prod/plugin,${name}-external-ID,${name}-data,to-amperity/ get list`,
  ),
  '',
].join('\n');
const ANSWERS = [
  ...['--customer', 'acme', '--vendor', 'amperity', '--account', '111122223333', '--region', 'us-east-1'],
  ...['--bucket', 'acme-new-exchange', '--use', 'pull', '--external-id', '01234567890123456789'],
  ...['--principal', 'arn:aws:iam::999988887777:role/prod/amperity-plugin', '--offline'],
];

const COMMANDS: readonly (readonly string[])[] = [
  ['new', 'acme-new', '--yes', ...ANSWERS],
  ['new', '--from', 'tenants.csv'],
  ['set', 'acme-prod', 'tags.owner=somebody'],
  ['suspend', 'acme-prod'],
  ['resume', 'acme-shut'],
  ['revoke', 'acme-prod'],
  ['rotate', 'acme-prod', '--to', 'acme-8b21-external-ID'],
  ['init', 'repository'],
  // It loads cdktf, which is dear.
  ...(FULL ? [['export', 'acme-prod', '--to', 'out']] : []),
];

/** By which something comes onto the disk. */
const CALLS = [
  'mkdirSync',
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'fsync',
  'copyFileSync',
  'linkSync',
  'symlinkSync',
] as const;
const NAMES_ITS_PLACE_LAST: ReadonlySet<string> = new Set(['copyFileSync', 'linkSync', 'symlinkSync']);

let project: AProject;
beforeEach(() => {
  project = aProject({
    'acme-prod': AMPERITY,
    'acme-shut': `${AMPERITY.replaceAll('acme-prod', 'acme-shut').replace('acme-exchange', 'acme-shut-exchange')}access: suspended\n`,
  });
  writeFileSync(join(project.folder, 'tenants.csv'), TABLE);
});
afterEach(() => {
  jest.restoreAllMocks();
  project.remove();
});

/** Fails every call from number `at` on that takes room below the project; answers how many were made. */
function failingFrom(at: number, code: string): () => number {
  let made = 0;
  const handles = new Set<unknown>();
  const isHere = (target: unknown) =>
    typeof target === 'number' ? handles.has(target) : resolve(String(target)).startsWith(project.folder);
  for (const call of CALLS) {
    const real = fs[call] as (...args: readonly unknown[]) => unknown;
    jest.spyOn(fs, call).mockImplementation(((...args: readonly unknown[]) => {
      const place = args[NAMES_ITS_PLACE_LAST.has(call) ? 1 : 0];
      if (!isHere(place) || (call === 'openSync' && !/[wa+]/.test(String(args[1] ?? 'r'))))
        return real(...args);
      made += 1;
      if (made >= at) throw Object.assign(new Error(`${code}: played, ${call}`), { code });
      const result = real(...args);
      if (call === 'openSync') handles.add(result);
      return result;
    }) as never);
  }
  return () => made;
}

test.each(COMMANDS.map((argv) => [argv.slice(0, 2).join(' '), argv] as const))('%s', async (_, argv) => {
  const before = filesBelow(project.folder);
  const run = () => project.run(argv, { env: { HOME: '/nonexistent' } });
  const made = failingFrom(Number.POSITIVE_INFINITY, '');
  const whole = await run();
  expect(whole).toMatchObject({ code: EXIT.ok });
  jest.restoreAllMocks();
  project.remove();
  const all = made();
  expect(all).toBeGreaterThan(2);
  const half = Math.ceil(all / 2);
  const points = FULL ? Array.from({ length: all }, (_each, index) => index + 1) : [half];
  for (const at of points) {
    const fault = at === 1 ? 'EROFS' : 'ENOSPC';
    project = aProject();
    for (const [file, text] of Object.entries(before)) {
      fs.mkdirSync(join(project.folder, file, '..'), { recursive: true });
      project.write(file, text);
    }
    failingFrom(at, fault);
    const { code: exit, stderr } = await run();
    jest.restoreAllMocks();
    expect({ at, exit, stderr }).toEqual({
      at,
      exit: EXIT.error,
      stderr: expect.stringContaining(fault),
    });
    expect(stderr).not.toMatch(/ {4}at |--verbose shows where/);
    if (argv[0] !== 'export') expect({ at, left: filesBelow(project.folder) }).toEqual({ at, left: before });
    // What was in the way is gone: the same command does all of it.
    expect({ at, ...(await run()) }).toMatchObject({ at, code: EXIT.ok });
    project.remove();
  }
});
