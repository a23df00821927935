/** The pipeline for GitLab that users copy: read by gitlab-ci-local, by the schema that GitLab publishes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../a-tenant';
import { FULL } from '../../full';
import { mustTakeWhatTheyAreGiven } from './workflow-calls';

const text = readFileSync(join(ROOT, 'actions', 'init', 'gitlab', 'gitlab-ci.yml'), 'utf8');

/** It is written for Node 22, and of what Node 20 has not it needs this alone. */
const FOR_NODE_20 = 'Set.prototype.union ??= function (o) { return new Set([...this, ...o]); };';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gitlab-ci-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As it is read where a branch is pushed. */
function read(pipeline: string): { readonly status: number | null; readonly said: string } {
  writeFileSync(join(folder, '.gitlab-ci.yml'), pipeline);
  writeFileSync(join(folder, 'older.cjs'), FOR_NODE_20);
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', join(folder, 'older.cjs'), require.resolve('gitlab-ci-local'), '--list-all'],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' } },
  );
  return { status, said: stdout + stderr };
}

test('it is a pipeline by its schema, with these jobs', () => {
  const { status, said } = read(text);
  expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
  for (const job of ['validate', 'deploy', 'drift']) expect(said).toMatch(new RegExp(`^${job} `, 'm'));
});

if (FULL)
  test('so is the one of the page that applies reviewed plans', () => {
    const page = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8');
    const [, shown = ''] = /^# \.gitlab-ci\.yml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const { status, said } = read(shown);
    expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
    for (const job of ['plan', 'deploy']) expect(said).toMatch(new RegExp(`^${job} `, 'm'));
  });

if (FULL)
  test.each([
    ['a field of another type', 'resource_group: s3-handshake', 'resource_group: [s3-handshake]'],
    ['a keyword of another word', 'when: always', 'when: sometimes'],
    ['a token without an audience', '{ aud: sts.amazonaws.com }', '{}'],
  ])('%s is seen', (_, right, wrong) => {
    expect(text).toContain(right);
    expect(read(text.replace(right, wrong)).status).not.toBe(0);
  });

test('its commands take what they are given', async () => {
  expect(await mustTakeWhatTheyAreGiven(text)).toEqual(['deploy', 'doctor', 'drift', 'validate']);
});

test('the page shows it', () => {
  expect(readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8')).toContain(`# .gitlab-ci.yml\n${text}\`\`\``);
});
