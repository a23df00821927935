/** The command: what it prints, where it writes, and how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { lintText } from '../../../actions/lint/lint';
import { commandLine } from '../../command-line';

const GOOD =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-exchange/in/*"}]}';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return runWith('', ...argv);
}

async function runWith(
  stdin: string,
  ...argv: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await commandLine(['lint', ...argv], {
    stdin: async () => Buffer.from(stdin),
    cwd: folder,
  });
  return { code, out: stdout, err: stderr };
}

describe('exit codes', () => {
  it('is 0 where nothing is found', async () => {
    expect(await run(file('good.json', GOOD))).toEqual({
      code: 0,
      out: 'good.json: 1 identity policy: nothing found\n',
      err: '',
    });
  });

  it('is 0 where there are notes only', async () => {
    const { code, out } = await run(
      file('note.json', GOOD.replace('"s3:GetObject"', '["s3:GetObject","s3:GetObject"]')),
    );
    expect(code).toBe(0);
    expect(out).toContain('1 note');
  });

  it('is 2 where there are findings', async () => {
    expect((await run(file('bad.json', GOOD.replace('GetObject', 'GetObjekt')))).code).toBe(2);
  });

  it('is 1 for what holds no policy, and for what cannot be read; it beats 2', async () => {
    file('bad.json', GOOD.replace('GetObject', 'GetObjekt'));
    file('none.txt', 'Nothing {here}.');
    for (const [name, words] of [
      ['none.txt', 'it is text without a policy'],
      ['missing.json', 'there is no such file'],
      ['.', 'it is a folder'],
    ]) {
      const { code, out, err } = await run('bad.json', name ?? '');
      expect(code).toBe(1);
      expect(err).toContain(words);
      expect(out).toContain('action-unknown');
    }
  });

  it('refuses a type that there is not', async () => {
    const { code, err } = await run('--type', 'trsut', file('good.json', GOOD));
    expect(code).toBe(1);
    expect(err).toBe(
      's3-handshake: --type is trsut; it is one of trust, identity, bucket, access-point, key; did you mean trust?\n',
    );
  });
});

it('reads standard input, with - or without a file', async () => {
  for (const argv of [[], ['-']]) {
    const { code, out } = await runWith(GOOD, ...argv);
    expect([code, out]).toEqual([0, '<stdin>: 1 identity policy: nothing found\n']);
  }
});

it('shows the line, a caret under the place, and what would be right', async () => {
  const { out } = await run(file('bad.json', GOOD.replace(/,/g, ',\n').replace('GetObject', 'GetObjekt')));
  expect(out).toBe(
    [
      'bad.json:3:10 high action-unknown AWS has no action s3:GetObjekt',
      '    "Action":"s3:GetObjekt",',
      '             ^^^^^^^^^^^^^^',
      '    remediation: did you mean s3:GetObject?',
      '',
      'bad.json: 1 identity policy: 1 high',
      '',
    ].join('\n'),
  );
});

it('cuts long lines to what a terminal shows, the caret under its place', async () => {
  const { out } = await run(
    file('long.txt', `${'word '.repeat(60)}${GOOD.replace('GetObject', 'GetObjekt')}${' word'.repeat(60)}`),
  );
  const [, shown = '', carets = ''] = out.split('\n');
  expect(shown.length).toBeLessThanOrEqual(100);
  expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('"s3:GetObjekt"');
});

it('judges by the type that it is told', async () => {
  const { out } = await run('--type', 'bucket', file('good.json', GOOD));
  expect(out).toContain('element-missing the statement has no Principal');
});

it('prints one JSON document, for what could not be read too', async () => {
  const { code, out } = await run(
    '--json',
    file('bad.json', GOOD.replace('GetObject', 'GetObjekt')),
    'missing.json',
  );
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    kind: 'lint-report',
    version: 2,
    findings: [
      {
        rule: 'action-unknown',
        severity: 'high',
        place: { file: 'bad.json', line: 1, column: 65, endLine: 1, endColumn: 79 },
        message: 'AWS has no action s3:GetObjekt',
        remediation: 'did you mean s3:GetObject?',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ],
    files: [
      { file: 'bad.json', policies: [{ kind: 'identity', line: 1, column: 1 }], actionLists: [] },
      { file: 'missing.json', error: 'cannot be read: there is no such file' },
    ],
    counts: { high: 1, medium: 0, low: 0, note: 0, unreadable: 1 },
  });
});

it('never prints an access key', async () => {
  const key = 'AKIAQYLPMN5HFZ3TEST1';
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz';
  const name = file(
    'keys.md',
    `key ${key}\naws_secret_access_key = ${secret}\n${GOOD.replace('in/', `${key}/`).replace('GetObject', 'GetObjekt')}`,
  );
  for (const option of ['--json', '--type=identity', '--to-grants']) {
    const { out, err } = await run(option, name, '--sarif', `keys${option}.sarif`);
    expect(out + err + readFileSync(join(folder, `keys${option}.sarif`), 'utf8')).not.toContain(secret);
    expect(out + err).not.toContain(key);
  }
});

it("keeps a document's control characters from the terminal", async () => {
  const { out } = await run(file('escape.json', GOOD.replace('GetObject', 'Get\\u001b[31mObject')));
  expect(out).not.toContain('\u001b');
});

describe('--sarif', () => {
  it('writes rules and results, and replaces a report of its own', async () => {
    const name = file('bad.json', GOOD.replace('GetObject', 'GetObjekt'));
    await run(name, '--sarif', 'report.sarif');
    await run(name, '--sarif', 'report.sarif');
    const { version, runs } = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8'));
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['action-unknown']);
    expect(runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'bad.json' },
      region: { startLine: 1, startColumn: 65, endLine: 1, endColumn: 79 },
    });
    expect(readdirSync(folder).sort()).toEqual(['bad.json', 'report.sarif']);
  });

  it('leaves alone what is no such report', async () => {
    const name = file('good.json', GOOD);
    file('notes.txt', 'mine');
    expect((await run(name, '--sarif', 'notes.txt')).err).toContain('notes.txt is there and is not a report');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('any text', () => {
  const PIECES = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '“',
    "'",
    '//',
    '\n',
    '```',
    '- s3:GetObject\n',
    'policy for the bucket ',
    '"Version"',
    '"2012-10-17"',
    '"Statement"',
    '"Effect"',
    '"Allow"',
    '"Deny"',
    '"Principal"',
    '"AWS"',
    '"*"',
    '"Action"',
    '"s3:*"',
    '"s3:Get?bject"',
    '"sts:AssumeRole"',
    '"Resource"',
    '"arn:aws:s3:::b*/${aws:x}/*"',
    '"arn:aws:iam::"',
    '"Condition"',
    '"StringLike"',
    '"ForAllValues:"',
    '"s3:prefix"',
    '"sts:ExternalId"',
    'null',
    '1',
    'AKIA',
  ];

  it('is linted without an error of ours, and every finding lies in it', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((all) => all.join('')),
      fc.jsonValue().map((value) =>
        JSON.stringify({
          Version: value,
          Statement: [
            value,
            {
              Effect: 'Allow',
              Action: value,
              Resource: value,
              Principal: value,
              Condition: { StringLike: value, Null: { a: value } },
            },
          ],
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        anything,
        fc.constantFrom('--json', '--to-grants', '--type=trust', '--type=bucket'),
        async (text, option) => {
          const { findings } = await lintText(text);
          for (const { start, end } of findings) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
          expect([0, 1, 2]).toContain((await runWith(text, option)).code);
        },
      ),
      { numRuns: 300, examples: [['{"Statement": {"Action": {"__proto__": null}}}', '--json']] },
    );
  });
});
