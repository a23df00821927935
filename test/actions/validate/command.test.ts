/** The command line of validate: what it prints, what it writes, and how it ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ValidateReport, validateReportSchema } from '../../../actions/validate/report-schema';
import { EXIT } from '../../../report/exit-codes';
import type { Printed } from '../../command-line';
import { LOG } from '../../report/sarif-schema';
import { junitProblems } from '../../report/xsd';
import { AMPERITY, aProject } from '../onboarding/a-project';
import { type ARepository, aRepository, GIT_ENV } from './a-repository';

const CHANNELMIX = `tenant: acme-reports
customer: acme
vendor: channelmix
account: "111122223333"
region: us-east-1
principal: arn:aws:iam::031871504755:root
acceptNoExternalId: ChannelMix supports none
bucket: { name: acme-reports-exchange }
grants:
  - { prefix: acme/reports/, allow: [get, put, list, delete] }
`;

const SOUND = { 'acme-prod': AMPERITY, 'acme-reports': CHANNELMIX };
/** The region is none. */
const BROKEN = AMPERITY.replaceAll('acme-', 'bolt-').replace('us-east-1', 'us-east-11');

let repository: ARepository;
beforeAll(() => {
  repository = aRepository();
});
afterAll(() => repository.remove());

async function json(...argv: readonly string[]): Promise<ValidateReport & { readonly code: number }> {
  const { code, stdout, stderr } = await repository.run(['validate', ...argv, '--json']);
  expect(stderr).toBe('');
  return { code, ...validateReportSchema.parse(JSON.parse(stdout)) };
}

function expectToFit({ stdout, stderr }: Printed): void {
  for (const line of `${stdout}${stderr}`.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
}

describe('a project as it should be', () => {
  beforeAll(() => repository.hold(SOUND));

  test('is proven, with a table for each tenant that fits a terminal', async () => {
    const printed = await repository.run(['validate']);
    expect(printed.code).toBe(EXIT.ok);
    expectToFit(printed);
    const { stdout } = printed;
    expect(stdout).toMatch(
      /^acme-prod: Amperity, bucket acme-exchange: the policies allow what the file says, and no more$/m,
    );
    expect(stdout).toMatch(
      /^can +assume the role with its external ID +arn:aws:iam::999988887777:role\/prod\//m,
    );
    expect(stdout).toMatch(/^can +get, list +below to-amperity\/$/m);
    expect(stdout).toMatch(/^can +get, put, list, delete +below from-amperity\/$/m);
    expect(stdout).toMatch(/^cannot +any other action +below the prefixes$/m);
    expect(stdout).toMatch(/^cannot +any action +over plain HTTP$/m);
    expect(stdout).toMatch(/^! no external ID: ChannelMix supports none$/m);
    expect(stdout).toMatch(/^2 of 2 tenants proven; no finding, 1 notice\n$/m);
  });

  test('names choose, wildcards too', async () => {
    const { tenants, summary } = await json('*-reports');
    expect(tenants.map(({ tenant }) => tenant)).toEqual(['acme-reports']);
    expect(summary).toEqual({ tenants: 1, proven: 1, findings: 0, inconclusive: 0, notices: 1 });
  });

  test('--json is one document that its schema describes', async () => {
    const { code, exitCode, tenants, findings } = await json();
    expect([code, exitCode]).toEqual([EXIT.ok, EXIT.ok]);
    expect(findings.map(({ rule }) => rule)).toEqual(['notice']);
    const [amperity, channelmix] = tenants;
    expect(amperity).toMatchObject({ tenant: 'acme-prod', vendor: 'amperity', proven: true, marks: [] });
    expect(amperity?.can).toContainEqual({ what: 'get, list', where: 'below to-amperity/' });
    expect(amperity?.cannot).toContainEqual({ what: 'any action', where: 'over plain HTTP' });
    expect(channelmix?.marks).toEqual(['no external ID: ChannelMix supports none']);
    expect(channelmix?.cannot.map(({ what }) => what)).not.toContain('assume the role');
  });

  test('reports are written beside it', async () => {
    const forms = { junit: 'xml', sarif: 'sarif', markdown: 'md', html: 'html' };
    const files = Object.entries(forms).flatMap(([form, end]) => [`--${form}`, `out/v.${end}`]);
    expect((await repository.run(['validate', ...files])).code).toBe(EXIT.ok);
    const junit = repository.read('out/v.xml');
    expect(junitProblems(junit)).toEqual([]);
    expect(junit).toContain('<testcase classname="acme-prod" name="can get, list: below to-amperity/"/>');
    expect(junit).toMatch(/^<testsuites name="s3-handshake validate" tests="\d+" failures="0"/m);
    const [run] = LOG.parse(JSON.parse(repository.read('out/v.sarif'))).runs;
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['notice', 'note']]);
    const markdown = repository.read('out/v.md');
    expect(markdown).toContain('## acme-prod\n');
    expect(markdown).toContain('| can | get, list | below to-amperity/ |\n');
    expect(markdown).toContain('- **no external ID: ChannelMix supports none**\n');
    expect(markdown).toMatch(/```mermaid\n[^`]*accTitle: acme-prod\n[^`]*get, list[^`]*```\n/);
    expect(repository.read('out/v.html')).toContain('"says":"access as it would be deployed"');
  });
});

describe('a project with a broken file', () => {
  beforeAll(() => repository.hold({ ...SOUND, 'bolt-prod': BROKEN }));

  test('has a finding, at its line, and the others are proven', async () => {
    const printed = await repository.run(['validate']);
    expect(printed.code).toBe(EXIT.finding);
    expectToFit(printed);
    expect(printed.stdout).toMatch(/^tenants\/bolt-prod\.yaml:6:\d+ high file bolt-prod: region: /m);
    expect(printed.stdout).toMatch(/^2 of 2 tenants proven; 1 finding, 1 notice\n$/m);
    const { code, findings, summary } = await json();
    expect(code).toBe(EXIT.finding);
    expect(findings.filter(({ rule }) => rule === 'file')).toMatchObject([
      { tenant: 'bolt-prod', place: { file: 'tenants/bolt-prod.yaml', line: 6, path: 'region' } },
    ]);
    expect(summary).toMatchObject({ tenants: 2, proven: 2, findings: 1 });
  });

  test('blocks nobody who was asked for by name', async () => {
    expect((await json('acme-prod')).code).toBe(EXIT.ok);
    const printed = await repository.run(['validate', 'bolt-prod']);
    expect(printed.code).toBe(EXIT.finding);
    expect(printed.stdout).toMatch(/^no tenant to prove; 1 finding\n$/m);
  });

  test('is a failure in every report', async () => {
    const files = ['--junit', 'out/b.xml', '--sarif', 'out/b.sarif', '--markdown', 'out/b.md'];
    await repository.run(['validate', ...files]);
    const junit = repository.read('out/b.xml');
    expect(junitProblems(junit)).toEqual([]);
    expect(junit).toContain('<testcase classname="files" name="file tenants/bolt-prod.yaml region">');
    const [run] = LOG.parse(JSON.parse(repository.read('out/b.sarif'))).runs;
    const [result] = run?.results ?? [];
    expect(result).toMatchObject({ ruleId: 'file', level: 'error' });
    const place = result?.locations[0]?.physicalLocation;
    expect(place?.artifactLocation.uri).toBe('tenants/bolt-prod.yaml');
    expect(place?.region?.startLine).toBe(6);
    expect(repository.read('out/b.md')).toMatch(
      /## Findings\n\n\| Severity .*\n.*\n\| high \| file \| tenants\/bolt-prod\.yaml:6:\d+ \| bolt-prod: region: /,
    );
  });
});

describe('against a commit', () => {
  beforeAll(() => {
    repository.hold({ ...SOUND, 'acme-gone': CHANNELMIX.replaceAll('acme-reports', 'acme-gone') });
    repository.commit();
    repository.hold({
      'acme-prod': AMPERITY.replace('allow: [get, list]', 'allow: [get, list, delete]'),
      'acme-reports': `${CHANNELMIX}# nothing else\n`,
      'acme-new': AMPERITY.replaceAll('acme-', 'acme-new-')
        .replace('acme-new-prod', 'acme-new')
        .replace('01234567890123456789', '11234567890123456789'),
    });
  });

  test('what is given and taken is said in words, and is no finding', async () => {
    const printed = await repository.run(['validate', '--against', 'main']);
    expect(printed.code).toBe(EXIT.ok);
    expectToFit(printed);
    const commit = repository.git('rev-parse', '--short=12', 'main').trim();
    const { stdout } = printed;
    expect(stdout.slice(stdout.indexOf('Against')).split('\n')).toEqual([
      `Against main (${commit}):`,
      '- acme-gone: removed: ChannelMix loses its access to acme-gone-exchange when the stack is destroyed,',
      '  which needs the file: run cdktf destroy acme-gone first',
      '  acme-new: a new tenant: Amperity on a new bucket acme-new-exchange',
      '+ acme-new: arn:aws:iam::999988887777:role/prod/amperity-plugin can now assume the role',
      '+ acme-new: Amperity can now get, put, list and delete below from-amperity/',
      '+ acme-new: Amperity can now get and list below to-amperity/',
      '+ acme-new: Amperity can now use s3:GetBucketLocation on the bucket as a whole',
      '+ acme-prod: Amperity can now delete below to-amperity/',
      'Of 1 other tenant nothing is given and nothing is taken.',
      '',
      '3 of 3 tenants proven; no finding, 1 notice',
      '',
    ]);
  });

  test('the same as JSON and as markdown, which begins with it', async () => {
    const { against } = await json('--against', 'HEAD', '--markdown', 'out/a.md');
    expect(against).toMatchObject({
      ref: 'HEAD',
      commit: repository.git('rev-parse', 'HEAD').trim(),
      unchanged: 1,
      tenants: [
        { tenant: 'acme-gone', kind: 'removed' },
        { tenant: 'acme-new', kind: 'new' },
        {
          tenant: 'acme-prod',
          kind: 'changed',
          changes: [{ effect: 'gives', text: 'Amperity can now delete below to-amperity/' }],
        },
      ],
    });
    const markdown = repository.read('out/a.md');
    expect(markdown.indexOf('## What changes against HEAD')).toBeLessThan(markdown.indexOf('## acme-'));
    expect(markdown).toContain('- **gives** acme-prod: Amperity can now delete below to-amperity/\n');
    expect(markdown).toContain('- **takes** acme-gone: removed: ChannelMix loses');
  });

  test('names choose here too, also one that is gone', async () => {
    const { against, tenants } = await json('acme-gone', '--against', 'HEAD');
    expect(tenants).toEqual([]);
    expect(against?.tenants.map(({ tenant }) => tenant)).toEqual(['acme-gone']);
  });

  test('a file that is broken now, and nothing changed', async () => {
    repository.hold({ 'acme-prod': AMPERITY });
    repository.commit();
    const same = await repository.run(['validate', '--against', 'HEAD']);
    expect(same.stdout).toContain('):\nNothing is given and nothing is taken.\n\n1 of 1 tenant proven');
    repository.hold({ 'acme-prod': BROKEN });
    const broken = await repository.run(['validate', '--against', 'HEAD']);
    expect(broken.code).toBe(EXIT.finding);
    expect(broken.stdout).toContain('what changes is inconclusive until they are fixed');
  });
});

describe('what nobody can answer', () => {
  beforeEach(() => repository.hold(SOUND));

  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [['acme-pord'], 'there is no tenant "acme-pord"; did you mean acme-prod?'],
    [
      ['--against', 'no-such-branch'],
      'git has no commit no-such-branch here; in CI the clone may be too shallow',
    ],
    [['--against', '--output=x'], '--against is --output=x, which looks like an option'],
    [['--against=--output=x'], 'git has no commit --output=x here'],
    [['--jsno'], "unknown option '--jsno' (Did you mean --json?)"],
    [['--junit', 'tenants/acme-prod.yaml'], 'tenants/acme-prod.yaml is there and is not a report'],
  ];
  test.each(mistakes)('%j', async (argv, says) => {
    const { code, stdout, stderr } = await repository.run(['validate', ...argv]);
    expect(code).toBe(EXIT.error);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^s3-handshake: /);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(repository.read('tenants/acme-prod.yaml')).toBe(AMPERITY);
  });

  test('outside a repository, and without git', async () => {
    const env = { PATH: '/nonexistent' };
    const none = await repository.run(['validate', '--against', 'HEAD'], { env });
    expect([none.code, none.stderr]).toEqual([EXIT.error, expect.stringContaining('git could not be run')]);
    const elsewhere = aProject();
    const outside = await elsewhere.run(['validate', '--against', 'HEAD'], { env: GIT_ENV });
    elsewhere.remove();
    expect([outside.code, outside.stderr]).toEqual([
      EXIT.error,
      expect.stringContaining('is in no git repo'),
    ]);
  });

  test('no tenant at all', async () => {
    repository.hold({});
    const { code, stderr } = await repository.run(['validate']);
    expect([code, stderr]).toEqual([
      EXIT.error,
      's3-handshake: there is no tenant: tenants/ holds no file\n',
    ]);
  });

  test('an error leaves no report of an earlier run behind', async () => {
    await repository.run(['validate', '--json', '--junit', 'out/old.xml']);
    expect(repository.read('out/old.xml')).toContain('testsuites');
    await repository.run(['validate', 'acme-pord', '--junit', 'out/old.xml']);
    expect(() => readFileSync(join(repository.folder, 'out/old.xml'))).toThrow('ENOENT');
  });

  test('interrupted: it says nothing and ends with 130', async () => {
    const { code, stdout } = await repository.run(['validate'], { signal: AbortSignal.abort() });
    expect([code, stdout]).toEqual([EXIT.interrupted, '']);
  });
});

test('of many tenants those without a finding are a line each, and the page shows them all', async () => {
  const many = Array.from({ length: 6 }, (_, at) => `bulk-${at}`);
  const words = (name: string) =>
    AMPERITY.replace('acme-prod', name).replace('acme-exchange', `${name}-exchange`);
  const files = many.map((name, at) => [
    name,
    words(name)
      .replace('customer: acme', `customer: ${name}`)
      .replace('01234567890123456789', `${at}1234567890123456789`),
  ]);
  repository.hold(Object.fromEntries(files));
  const printed = await repository.run(['validate', '--html', 'out/many.html']);
  expect(printed.code).toBe(EXIT.ok);
  expectToFit(printed);
  const page = repository.read('out/many.html');
  expect(page.match(/"says":"access as it would be deployed"/g)).toHaveLength(6);
  expect(page.match(/assume the role with its external ID/g)).toHaveLength(6);
  expect(printed.stdout.match(/^bulk-\d: /gm)).toHaveLength(6);
  expect(printed.stdout).not.toContain('───');
  expect(printed.stdout).toMatch(/^6 of 6 tenants proven; no finding\n$/m);
});
