import type { Printed } from '../../command-line';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

let project: AProject;
beforeEach(() => {
  project = aProject({
    'acme-prod': AMPERITY,
    'acme-sound': AMPERITY.replaceAll('acme-', 'bolt-').replaceAll('bolt-prod', 'acme-sound'),
  });
});
afterEach(() => project.remove());

async function json(argv: readonly string[]): Promise<{ code: number; tenants: readonly Report[] }> {
  const { code, stdout, stderr } = await project.run([...argv, '--json']);
  if (stdout === '') throw new Error(stderr);
  return { code, tenants: JSON.parse(stdout).tenants };
}

interface Report {
  readonly tenant: string;
  readonly written: boolean;
  readonly difference: readonly string[];
  readonly happens: readonly string[];
  readonly next: readonly string[];
}

test('suspend, resume, revoke, resume: a line each, and what comes of it is said', async () => {
  const first = await json(['suspend', 'acme-prod']);
  expect(first.tenants[0]?.difference).toEqual(['+ access: suspended']);
  expect(first.tenants[0]?.happens.join(' ')).toContain('suspend acme-prod --now');
  const resumed = await json(['resume', 'acme-prod']);
  expect(resumed.tenants[0]?.difference).toEqual([
    '- access: suspended',
    '+ access: active',
    expect.stringMatching(/^\+ revokeSessionsBefore: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  ]);
  expect(resumed.tenants[0]?.happens.join(' ')).toContain('1 hour later');
  expect((await json(['revoke', 'acme-prod'])).tenants[0]?.difference).toEqual([
    '- access: active',
    '+ access: revoked',
  ]);
  expect((await json(['resume', 'acme-prod'])).tenants[0]?.difference).toEqual([
    '- access: revoked',
    '+ access: active',
  ]);
  for (const comment of ['# Ours since', '# the parent', '# from the dialog', '# One bucket', '# what they'])
    expect(project.read('tenants/acme-prod.yaml')).toContain(comment);
});

test('a key has no sessions: it is suspended and resumed without a moment that is written', async () => {
  const file = [
    ...['tenant: acme-keyed', 'customer: acme', 'vendor: channelmix', 'account: "111122223333"'],
    ...['region: us-east-1', 'credentials: access-key', 'bucket: { name: acme-keyed-exchange }'],
    ...['grants: [{ prefix: acme/reports/, allow: [get, list] }]', ''],
  ].join('\n');
  project.write('tenants/acme-keyed.yaml', file);
  const [suspended] = (await json(['suspend', 'acme-keyed'])).tenants;
  expect(suspended?.happens.join(' ')).toContain("the user's keys are refused everything");
  const [resumed] = (await json(['resume', 'acme-keyed'])).tenants;
  expect(resumed?.difference).toEqual(['- access: suspended', '+ access: active']);
  expect(resumed?.happens.join(' ')).toContain('s3-handshake keys rotate acme-keyed');
  const [revoked] = (await json(['revoke', 'acme-keyed'])).tenants;
  expect(revoked?.happens.join(' ')).toContain('the user, its keys, its policies');
  const [again] = (await json(['resume', 'acme-keyed'])).tenants;
  expect(again?.next).toContain('s3-handshake keys create acme-keyed');
});

test('what is so already is left as it is', async () => {
  const before = project.read('tenants/acme-prod.yaml');
  const { code, tenants } = await json(['resume', 'acme-prod']);
  expect(code).toBe(0);
  expect(tenants[0]).toMatchObject({ written: false, difference: [], next: [] });
  expect(project.read('tenants/acme-prod.yaml')).toBe(before);
});

test('--dry-run writes nothing, and several tenants are written together', async () => {
  expect((await json(['suspend', 'acme-*', '--dry-run'])).tenants.map(({ written }) => written)).toEqual([
    false,
    false,
  ]);
  expect(project.read('tenants/acme-prod.yaml')).toBe(AMPERITY);
  expect((await json(['suspend', 'acme-*'])).tenants.map(({ written }) => written)).toEqual([true, true]);
});

const REFUSED: readonly { argv: readonly string[]; says: string }[] = [
  { argv: ['suspend'], says: 'needs the name of a tenant' },
  { argv: ['suspend', 'acme-prd'], says: 'did you mean acme-prod?' },
  { argv: ['set', 'acme-prod'], says: 'what is to be set' },
  { argv: ['set', 'acme-prod', 'externalId'], says: 'is not an assignment' },
  { argv: ['set', 'acme-prod', 'tenant=other'], says: 'cannot be set' },
  { argv: ['set', 'acme-prod', 'externalId=0000'], says: 'is a placeholder' },
  { argv: ['set', 'acme-prod', 'vendor=channelmix'], says: 'supports no external ID' },
  {
    argv: ['set', 'acme-prod', 'bucket.name=bolt-exchange'],
    says: 'the bucket is made by tenants/acme-sound.yaml too',
  },
  { argv: ['set', 'acme-prod', 'nothing.known=1'], says: 'is not a field that is known here' },
  { argv: ['set', 'acme-prod', 'region.x=1'], says: 'which holds no fields' },
  { argv: ['set', 'acme-prod', 'grants[5].prefix=a/'], says: 'grants has 2; the next is grants[2]' },
  ...['--from', '--template'].map((from) => ({
    argv: ['new', 'acme-two', from, ...(from === '--from' ? ['x.csv'] : [])],
    says: 'the names of the tenants stand in the table: leave out acme-two',
  })),
  { argv: ['rotate', 'acme-prod'], says: 'give the new one by --to' },
  { argv: ['rotate', 'acme-prod', '--finish'], says: 'no rotation has begun' },
  { argv: ['rotate', 'acme-prod', '--to', '01234567890123456789'], says: 'already' },
  { argv: ['rotate', 'acme-prod', '--to', 'x', '--back'], says: "cannot be used with option '--back'" },
  { argv: ['rotate', 'acme-prod', '--to', '0000'], says: 'is a placeholder' },
  { argv: ['rotate', 'acme-prod', 'acme-sound'], says: 'one tenant' },
  { argv: ['export', 'acme-*'], says: 'whole name' },
];

test.each(REFUSED)('refused, and nothing is written: $argv', async ({ argv, says }) => {
  const { code, stdout, stderr } = await project.run(argv);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
  expect(project.read('tenants/acme-prod.yaml')).toBe(AMPERITY);
});

test('an external ID is rotated: both, then the new one; or back to the old one', async () => {
  const old = '01234567890123456789';
  const idLines = () =>
    project
      .read('tenants/acme-prod.yaml')
      .split('\n')
      .filter((line) => line.startsWith('externalId'));
  await json(['rotate', 'acme-prod', '--to', 'new-id-1']);
  expect(idLines()).toEqual([`externalId: ["${old}", new-id-1]   # from the dialog`]);
  expect((await project.run(['rotate', 'acme-prod', '--to', 'new-id-2'])).stderr).toContain(
    'being rotated already',
  );
  await json(['rotate', 'acme-prod', '--back']);
  expect(idLines()).toEqual([`externalId: "${old}"   # from the dialog`]);
  await json(['rotate', 'acme-prod', '--to', 'new-id-2']);
  const { tenants } = await json(['rotate', 'acme-prod', '--finish']);
  expect(idLines()).toEqual(['externalId: new-id-2   # from the dialog']);
  expect(tenants[0]?.happens.join(' ')).toContain('only new-id-2 is let in');
});

test('where the customer makes the external ID, rotate makes one', async () => {
  project.write(
    'tenants/acme-amplitude.yaml',
    AMPERITY.replace('acme-prod', 'acme-amplitude')
      .replace('amperity', 'amplitude')
      .replace('acme-exchange', 'acme-amplitude')
      .replace(/principal: .*/, 'principal: arn:aws:iam::358203115967:root')
      .replace('01234567890123456789', 'made-before'),
  );
  const { tenants } = await json(['rotate', 'acme-amplitude']);
  expect(tenants[0]?.difference[1]).toMatch(/^\+ externalId: \[made-before, [0-9a-f]{8}-[0-9a-f-]{27}\]/);
});

test('set takes texts as texts and the rest as YAML, and says where a role becomes another', async () => {
  const { tenants } = await json([
    'set',
    'acme-prod',
    'externalId=0777',
    'bucket.noncurrentVersionDays=9',
    'bucket.preventDestroy=false',
    'grants[0].allow=[get]',
    'role.name=other',
    'tags.on=yes',
    'tags.owner=',
  ]);
  expect(tenants[0]?.happens.join(' ')).toContain(
    'The target role becomes arn:aws:iam::111122223333:role/other',
  );
  const text = project.read('tenants/acme-prod.yaml');
  for (const line of [
    'externalId: "0777"   # from the dialog',
    'bucket: { name: acme-exchange, preventDestroy: false, noncurrentVersionDays: 9 }',
    '  - { prefix: to-amperity/,   allow: [get] }   # what they may take',
    'role: { name: other }',
  ])
    expect(text).toContain(`${line}\n`);
});

test('the two phases of Snowflake: new without, set finishes', async () => {
  const flags = {
    vendor: 'snowflake',
    customer: 'acme',
    account: '111122223333',
    region: 'us-east-1',
    principal: '-',
    'external-id': '-',
    bucket: 'acme-snow',
    use: 'load',
  };
  const argv = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}=${value}`]);
  const made = await project.run(['new', 'acme-snow', ...argv, '--json']);
  const document = JSON.parse(made.stdout);
  expect(document.deploys.join(' ')).toContain('which lets nobody in yet');
  expect(document.next).toContain('s3-handshake set acme-snow principal=… externalId=…');
  const handover: Printed = await project.run(['handover', 'acme-snow']);
  expect(handover.stdout).toContain(
    'STORAGE_AWS_ROLE_ARN\n  arn:aws:iam::111122223333:role/s3-handshake-acme-snow\n',
  );
  expect(handover.stdout).toContain('The first of two phases');
  const trust = async () => {
    const { stdout } = await project.run(['policies', 'acme-snow', '--json']);
    return JSON.parse(stdout).tenants[0].policies[0].document.Statement.map(
      ({ Effect }: { Effect: string }) => Effect,
    );
  };
  expect(await trust()).toEqual(['Deny']);
  const finish = [
    'externalId=ACC_SFCRole=2_abc=',
    'principal=arn:aws:iam::999988887777:user/abc1-b-self1234',
  ];
  const { tenants } = await json(['set', 'acme-snow', ...finish]);
  expect(tenants[0]?.difference).toEqual([
    '+ principal: arn:aws:iam::999988887777:user/abc1-b-self1234',
    '+ externalId: ACC_SFCRole=2_abc=',
  ]);
  expect(await trust()).toEqual(['Allow']);
  expect((await project.run(['handover', 'acme-snow'])).stdout).not.toContain('two phases');
});

test('two external IDs of a vendor that comes with two are no rotation', async () => {
  const snow = (ids: string) =>
    AMPERITY.replace('acme-prod', 'acme-snow')
      .replace('vendor: amperity', 'vendor: snowflake')
      .replace(/^externalId: .*$/m, `externalId: ${ids}`)
      .replace(/^principal: .*$/m, 'principal: arn:aws:iam::999988887777:user/abc1-b-self1234')
      .replace('acme-exchange', 'acme-snow');
  const two = snow('["ACC_SFCRole=1_a=", "ACC_SFCRole=2_b="]');
  project.write('tenants/acme-snow.yaml', two);
  for (const step of [['--to', 'ACC_SFCRole=3_c='], ['--finish'], ['--back']]) {
    const { code, stderr } = await project.run(['rotate', 'acme-snow', ...step]);
    expect(code).toBe(1);
    for (const id of ['1_a=', '2_b=']) expect(stderr).toContain(`"ACC_SFCRole=${id}"`);
    expect(stderr).toContain('set acme-snow externalId=<the one that stays>');
    expect(project.read('tenants/acme-snow.yaml')).toBe(two);
  }
  project.write('tenants/acme-snow.yaml', snow('"ACC_SFCRole=1_a="'));
  const { tenants } = await json(['rotate', 'acme-snow', '--to', 'ACC_SFCRole=2_b=']);
  expect(tenants[0]?.next.join(' ')).toContain('s3-handshake set acme-snow externalId=ACC_SFCRole=2_b= ');
  expect((await json(['set', 'acme-snow', 'externalId=ACC_SFCRole=2_b='])).code).toBe(0);
  expect(project.read('tenants/acme-snow.yaml')).toContain('externalId: ACC_SFCRole=2_b=\n');
});

test.each(['new', 'set', 'suspend', 'resume', 'revoke', 'rotate', 'export', 'handover', 'vendors'])(
  '%s --help fits a terminal and writes nothing',
  async (name) => {
    const { code, stdout } = await project.run([name, 'acme-prod', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: s3-handshake ${name}`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(project.read('tenants/acme-prod.yaml')).toBe(AMPERITY);
  },
);
