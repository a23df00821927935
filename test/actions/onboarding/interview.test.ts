import { parse } from 'yaml';
import { loadProject } from '../../../config';
import { type AProject, aProject, typing } from './a-project';
import table from './interviews.json';

interface Interview {
  readonly name: string;
  readonly answers: readonly string[];
  /** What the file says, as the project reads it. */
  readonly tenant: object;
}

const interviews = table as unknown as readonly [Interview, ...Interview[]];

let project: AProject;
beforeEach(() => {
  project = aProject();
});
afterEach(() => project.remove());

describe('as many questions as the profile leaves open', () => {
  test.each(interviews)('$name', async ({ answers, tenant }) => {
    const prompts: string[] = [];
    const { code, stderr } = await project.run(['new'], { terminal: typing([...answers, 'yes'], prompts) });
    expect(stderr).not.toContain('✗');
    expect(code).toBe(0);
    expect(prompts.length).toBe(answers.length + 1);
    expect(prompts.at(-1)).toMatch(/Write tenants\/.+\.yaml\?/);
    const { tenants, problems } = loadProject(project.folder);
    expect(problems).toEqual([]);
    expect(tenants).toEqual([expect.objectContaining(tenant)]);
    for (const line of stderr.split('\n'))
      if (!line.includes('#')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test.each(interviews.slice(0, 2))(
    '$name, interrupted at any question: nothing is left',
    async ({ answers }) => {
      for (let typed = 0; typed <= answers.length; typed += 1) {
        const { code, stderr } = await project.run(['new'], { terminal: typing(answers.slice(0, typed)) });
        expect(code).toBe(130);
        expect(stderr).toContain('Nothing is written.');
        expect(project.tenants()).toEqual([]);
      }
    },
  );

  test('a no at the end leaves nothing either, and is no error', async () => {
    const [{ answers }] = interviews;
    const { code } = await project.run(['new'], { terminal: typing([...answers, 'no']) });
    expect(code).toBe(0);
    expect(project.tenants()).toEqual([]);
  });
});

test('an answer that will not do is told at once, and asked again', async () => {
  const wrong: Readonly<Record<string, readonly [answer: string, says: string]>> = {
    '0': ['amperty', 'did you mean amperity?'],
    '3': ['1111', 'has 12 digits'],
    '4': ['us-esat-1', 'did you mean us-east-1?'],
    '5': ['arn:aws:iam::111122223333:role/own', "is in the customer's own account"],
    '6': ['0000', 'is a placeholder'],
    '7': ['Acme', 'no capital letters'],
    '10': ['to-amperity', 'a prefix ends in /'],
    '11': ['to-amperity/below/', 'lies within'],
    '12': ['x', 'has 3 to 50 characters'],
  };
  const [{ answers }] = interviews;
  const typed = answers.flatMap((answer, index) => [...(wrong[index] ? [wrong[index][0]] : []), answer]);
  const { code, stderr } = await project.run(['new'], { terminal: typing([...typed, '']) });
  expect(code).toBe(0);
  for (const [, says] of Object.values(wrong)) expect(stderr.replace(/\s+/g, ' ')).toContain(says);
  expect(stderr.match(/✗/g)?.length).toBe(Object.keys(wrong).length);
});

test('flags answer questions at a terminal too; a wrong one is told, and asked', async () => {
  const [{ answers }] = interviews;
  const prompts: string[] = [];
  const { code, stderr } = await project.run(
    [
      'new',
      'acme-amperity',
      '--vendor',
      'amperity',
      '--customer',
      'acme',
      '--account',
      '12',
      '--region',
      'us-east-1',
    ],
    { terminal: typing([...answers.slice(3, 4), ...answers.slice(5), 'y'], prompts) },
  );
  expect(code).toBe(0);
  expect(stderr).toContain('--account 12\n  ✗ ');
  expect(prompts.length).toBe(answers.length - 4 + 1);
});

test('of a use given twice, what was taken stays where the other is refused and asked for again', async () => {
  const given = [...FLAGS.flat(), '--use', 'pull=to-amperity/below/', '--offline'];
  const { code, stderr } = await project.run(['new', 'acme-prod', ...given], {
    terminal: typing(['', '', 'more/', '-', '', 'yes']),
  });
  expect(stderr).toContain('--use to-amperity/below/\n  ✗ ');
  expect(code).toBe(0);
  expect(loadProject(project.folder).tenants[0]?.grants.map(({ prefix }) => prefix)).toEqual([
    'to-amperity/',
    'more/',
  ]);
});

const FLAGS = [
  ['--vendor', 'amperity'],
  ['--customer', 'acme'],
  ['--account', '111122223333'],
  ['--region', 'us-east-1'],
  ['--principal', 'arn:aws:iam::999988887777:role/prod/amperity-plugin'],
  ['--external-id', '01234567890123456789'],
  ['--bucket', 'acme-exchange'],
  ['--use', 'pull'],
];

test('without a terminal, flags say all', async () => {
  const { code, stdout } = await project.run([
    'new',
    'acme-prod',
    ...FLAGS.flat(),
    '--set',
    'tags.owner=data',
    '--json',
  ]);
  expect(code).toBe(0);
  const { written, file, text, deploys } = JSON.parse(stdout);
  expect({ written, file }).toEqual({ written: true, file: 'tenants/acme-prod.yaml' });
  expect(project.read(file)).toBe(text);
  expect(deploys.join('\n')).toContain('arn:aws:iam::111122223333:role/s3-handshake-acme-prod');
  expect(loadProject(project.folder).tenants[0]).toMatchObject({
    tags: { owner: 'data' },
    grants: [{ prefix: 'to-amperity/', allow: ['get', 'list'] }],
  });
});

test.each(FLAGS.map(([flag = '']) => flag))('without a terminal, %s is missed by name', async (flag) => {
  const rest = FLAGS.filter(([name]) => name !== flag).flat();
  const { code, stderr } = await project.run(['new', 'acme-prod', ...rest]);
  expect(code).toBe(1);
  expect(stderr).toContain(flag === '--use' ? '--grant' : flag);
  expect(project.tenants()).toEqual([]);
});

test.each([
  [['--use', 'pul'], 'Amperity has no use "pul": did you mean pull? It has pull, push'],
  [['--use', 'sync', '--grant', 'other/ get'], 'Amperity has no use "sync"; it has pull, push'],
  [['--use', '=other/'], 'Amperity has no use ""; it has pull, push'],
])('%j: a use that the profile does not have is an error, never left out', async (flags, says) => {
  const rest = FLAGS.filter(([name]) => name !== '--use').flat();
  const { code, stderr } = await project.run(['new', 'acme-prod', ...rest, ...flags]);
  expect(code).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain(says);
  expect(project.tenants()).toEqual([]);
});

test('uses and grants together, and one use below two prefixes: all of them are in the file', async () => {
  const more = ['--use', 'pull=more/', '--grant', 'own/ put; other/ get,list'];
  const { code } = await project.run(['new', 'acme-prod', ...FLAGS.flat(), ...more]);
  expect(code).toBe(0);
  expect(loadProject(project.folder).tenants[0]?.grants.map(({ prefix }) => prefix)).toEqual([
    'to-amperity/',
    'more/',
    'own/',
    'other/',
  ]);
});

test('what is published is still to be compared with the screen: no flag, no file', async () => {
  const left = ['--principal', '--vendor', '--use'];
  const flags = FLAGS.filter(([name = '']) => !left.includes(name)).flat();
  const { code, stderr } = await project.run([
    ...['new', 'acme-prod', '--vendor', 'fivetran', '--use', 'sync'],
    ...flags,
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('--principal');
});

test('a tenant that is there is not written over', async () => {
  await project.run(['new', 'acme-prod', ...FLAGS.flat()]);
  const before = project.read('tenants/acme-prod.yaml');
  const { code, stderr } = await project.run(['new', 'acme-prod', ...FLAGS.flat()]);
  expect(code).toBe(1);
  expect(stderr).toContain('tenants/acme-prod.yaml is there already');
  expect(project.read('tenants/acme-prod.yaml')).toBe(before);
});

test('another customer with the same external ID is refused as it is typed', async () => {
  await project.run(['new', 'acme-prod', ...FLAGS.flat()]);
  const other = FLAGS.flatMap(([flag = '', value = '']) => [flag, flag === '--customer' ? 'bolt' : value]);
  const { code, stderr } = await project.run(['new', 'bolt-prod', ...other]);
  expect(code).toBe(1);
  expect(stderr).toContain('--external-id: is also the external ID of another customer');
});

describe('a vendor that comes with an access key', () => {
  const FLAGS = ['--bucket', 'acme-other', '--grant', 'in/ get,list', '--account', '111122223333'];

  test('by flags, nothing of a role is asked for', async () => {
    const project = aProject();
    try {
      const flags = [
        '--vendor',
        'custom',
        '--credentials',
        'access-key',
        '--customer',
        'acme',
        '--region',
        'eu-west-1',
      ];
      const { code, stderr } = await project.run([
        'new',
        'acme-key',
        ...flags,
        ...FLAGS,
        '--yes',
        '--offline',
      ]);
      expect([code, stderr]).toEqual([0, '']);
      const written = parse(project.read('tenants/acme-key.yaml'));
      expect(written).toMatchObject({ credentials: 'access-key', bucket: { name: 'acme-other' } });
      for (const field of ['principal', 'externalId', 'acceptNoExternalId', 'role'])
        expect(written).not.toHaveProperty(field);
    } finally {
      project.remove();
    }
  });

  test('by questions', async () => {
    const project = aProject();
    try {
      const answers = [
        'custom',
        'access-key',
        'acme',
        'acme-key',
        '111122223333',
        'eu-west-1',
        'acme-other',
        'new',
        '',
        '-',
        '-',
        'in/ get,list',
        '',
        '',
      ];
      const { code } = await project.run(['new', '--offline'], { terminal: typing(answers) });
      expect(code).toBe(0);
      expect(parse(project.read('tenants/acme-key.yaml'))).toMatchObject({ credentials: 'access-key' });
    } finally {
      project.remove();
    }
  });

  test.each([
    [['--vendor', 'snowflake'], /--credentials: Snowflake documents no way in by access key/],
    [
      ['--vendor', 'custom', '--principal', 'arn:aws:iam::640914827355:role/x1'],
      /--principal: .*no meaning with credentials/,
    ],
    [['--vendor', 'custom', '--role', 'x'], /role: has no meaning with credentials/],
  ])('%j is refused', async (flags, message) => {
    const project = aProject();
    try {
      const { code, stderr } = await project.run([
        ...['new', 'acme-key', '--credentials', 'access-key', '--customer', 'acme', '--region', 'eu-west-1'],
        ...flags,
        ...FLAGS,
        '--yes',
        '--offline',
      ]);
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
    } finally {
      project.remove();
    }
  });
});

test("what is missing is named as it is given: the tenant's name is no flag", async () => {
  const project = aProject();
  try {
    const { stderr } = await project.run(['new', '--vendor', 'amperity', '--yes', '--offline']);
    expect(stderr).not.toContain('--tenant');
    expect(stderr).toContain('--customer');
  } finally {
    project.remove();
  }
});
