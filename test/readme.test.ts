/** What the README shows is what the project does. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem, loadProject, type Project, selectTenants } from '../config';
import manifest from '../package.json';
import { deployableTenants } from '../policies/deployable';
import { deployerPolicy } from '../policies/deployer-policy';
import { documentOf } from '../policies/policy-document';
import { ROOT } from './a-tenant';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The text of the first fenced block of a language behind a heading or a marker. */
function block(language: string, behind: string, page = README): string {
  const start = page.indexOf(behind);
  const fence = page.indexOf(`\`\`\`${language}\n`, start);
  const from = fence + language.length + 4;
  return page.slice(from, page.indexOf('```', from));
}

/** A project whose one tenant has this file. */
function projectOf(file: string): Project {
  const root = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    mkdirSync(join(root, 'tenants'));
    symlinkSync(join(ROOT, 'vendors'), join(root, 'vendors'));
    writeFileSync(join(root, 'tenants', 'acme-prod.yaml'), file);
    return loadProject(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const FILE = block('yaml', "## A tenant's file");

test("the tenant's file is one that can be deployed", () => {
  const project = projectOf(FILE);
  expect(project.problems).toEqual([]);
  expect(selectTenants(project, ['acme-prod'])).toHaveLength(1);
});

test('a problem of it is told as it is shown', () => {
  const { problems } = projectOf(FILE.replace('"111122223333"', '012345678901'));
  expect(problems.map(formatProblem)).toEqual([block('', 'All problems are found in one pass').trim()]);
});

test("the deployer's rights are those that the command prints", () => {
  const names = ['acme-amperity'];
  const { tenants } = deployableTenants(loadProject(ROOT, { tenants: names }), names);
  const page = readFileSync(join(ROOT, 'docs', 'real-account.md'), 'utf8');
  expect(JSON.parse(block('json', '<!-- deployer-policy acme-amperity -->', page))).toEqual(
    documentOf(deployerPolicy(tenants)),
  );
});

const EXAMPLES = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}/README.md`);

test.each(['README.md', ...EXAMPLES])('%s names the packed file as it is called today', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const named = [...text.matchAll(/s3-handshake-[\w.]+\.tgz/g)].map(([name]) => name);
  expect(new Set(named)).toEqual(new Set([`s3-handshake-${manifest.version}.tgz`]));
});

test.each(EXAMPLES)('%s installs nothing from a registry that does not have it yet', (page) => {
  expect(readFileSync(join(ROOT, page), 'utf8')).not.toMatch(/^npm install$/m);
});

test('the first screen is what it is, a picture and two commands, and all of it is short', () => {
  const lines = README.split('\n');
  expect(lines.length).toBeLessThanOrEqual(200);
  const [picture, commands] = ['<picture>', '## Two commands'].map((text) => lines.indexOf(text));
  expect(picture).toBeGreaterThan(0);
  expect(commands).toBeGreaterThan(picture ?? 0);
  expect(commands).toBeLessThan(25);
});

const PAGES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((page) => existsSync(join(ROOT, page)) && !/^(?:test|node_modules)\/|^docs\/api\.md$/.test(page));

test.each(PAGES)('%s: every link within the repository leads somewhere', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  const links = [
    ...[...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, link = '']) => link),
    ...[...text.matchAll(/(?:src|srcset)="(?!https?:)([^"]+)"/g)].map(([, link = '']) => link),
  ];
  const dead = links.filter((link) => !existsSync(join(ROOT, page, '..', link)));
  expect(dead).toEqual([]);
});

test('the index lists every page', () => {
  const index = readFileSync(join(ROOT, 'docs', 'README.md'), 'utf8');
  const pages = PAGES.flatMap((page) => /^docs\/([^/]+\.md)$/.exec(page)?.[1] ?? []);
  expect(pages.filter((page) => page !== 'README.md' && !index.includes(`(${page})`))).toEqual([]);
});
