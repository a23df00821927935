/** What verify and drift print of real runs, on one tenant and on a hundred, counted in lines as a reader would. */
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Tenant } from '../../config/tenant/tenant';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { columns, WIDTH } from '../../report/fold';
import { deployFleet, type Fleet } from '../actions/drift/a-fleet';
import { removeProject } from '../actions/drift/a-project';
import { commandLine } from '../command-line';

const SIZE = { tenants: 100, accounts: 4 };
const COMMANDS = ['verify', 'drift'] as const;

let localAws: LocalAws;
let fleet: Fleet;

beforeAll(async () => {
  localAws = await startLocalAws();
  fleet = await deployFleet(localAws, { ...SIZE, areAlike: true });
});

afterAll(async () => {
  if (fleet) removeProject(fleet.folder);
  await localAws?.stop();
});

interface Lines {
  readonly code: number;
  readonly lines: readonly string[];
  /** All of them as one, however they are folded. */
  readonly text: string;
}

async function printed(
  command: (typeof COMMANDS)[number],
  names: readonly string[],
  env: Readonly<Record<string, string>> = fleet.env,
): Promise<Lines> {
  const argv = [command, ...names, ...(command === 'verify' ? ['--no-wait'] : [])];
  const { code, stdout, stderr } = await commandLine(argv, { env, cwd: fleet.folder });
  const lines = stdout.replace(/\n$/, '').split('\n');
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(WIDTH);
  // Progress, and nothing that a reader would need.
  expect(stderr.replaceAll(/^\d+\/\d+ tenants, .*\n/gm, '')).toBe('');
  return { code, lines, text: lines.join(' ').replaceAll(/\s+/g, ' ') };
}

/** How often each sentence of four words or more stands in the text. */
function repeated(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines.map((one) => one.trim()))
    if (line.split(' ').length > 3) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([line]) => line);
}

async function forgetExternalId({ account, target, vendorPrincipals }: Tenant): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: vendorPrincipals }, Action: 'sts:AssumeRole' }];
  await fleet.admin(account).iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: target.name,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}

describe.each(COMMANDS)('%s, as it should be', (command) => {
  test('one', async () => {
    const { code, lines } = await printed(command, ['tenant-0000']);
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(3);
  });

  test('a hundred', async () => {
    const { code, lines } = await printed(command, []);
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(105);
  });
});

describe.each(COMMANDS)('%s, with credentials that AWS does not know', (command) => {
  test.each([
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, /InvalidClientTokenId/g],
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, /SignatureDoesNotMatch/g],
  ])('%s', async (_, wrong, code) => {
    for (const names of [['tenant-0000'], []]) {
      const { code: exit, lines, text } = await printed(command, names, { ...fleet.env, ...wrong });
      expect(exit).toBe(1);
      expect(text.match(code)).toHaveLength(1);
      expect(text).toContain('AWS does not know these credentials; check the profile or the AWS_ variables');
      expect(lines.length).toBeLessThanOrEqual(8);
    }
  });
});

describe('the external ID is not asked for any more', () => {
  test.each(COMMANDS)('%s, of one', async (command) => {
    const [first] = fleet.project.tenants;
    if (first) await forgetExternalId(first);
    const { code, lines, text } = await printed(command, ['tenant-0000']);
    expect(code).toBe(2);
    expect(text).toContain('npx s3-handshake deploy tenant-0000 --refresh');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(repeated(lines)).toEqual([]);
  });

  test.each(COMMANDS)('%s, of a hundred', async (command) => {
    for (const tenant of fleet.project.tenants) await forgetExternalId(tenant);
    const { code, lines, text } = await printed(command, []);
    expect(code).toBe(2);
    expect(text).toContain('(and likewise for the other 99)');
    expect(text).not.toContain('tenant-0042');
    expect(lines.length).toBeLessThanOrEqual(15);
    expect(repeated(lines)).toEqual([]);
  });
});
