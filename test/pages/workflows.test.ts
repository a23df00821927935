/** What pages show for CI is held to what our own workflow is held to: somebody will copy it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

const PAGES = ['README.md', ...below('docs'), ...below('examples')];

function below(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

/** Those in fences, of one language. */
function blocksOf(language: string): readonly (readonly [string, string])[] {
  return PAGES.flatMap((page) =>
    [
      ...readFileSync(join(ROOT, page), 'utf8').matchAll(
        new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'),
      ),
    ].map(([, text = '']): [string, string] => [page, text]),
  );
}

const YAML = blocksOf('yaml');
const lines = (pattern: RegExp) =>
  YAML.flatMap(([page, text]) => text.split('\n').map((line) => `${page}: ${line.trim()}`)).filter((line) =>
    pattern.test(line),
  );

test('no install script runs where a token of AWS can be had', () => {
  const installs = lines(/npm (?:ci|install)/);
  expect(installs.length).toBeGreaterThan(3);
  expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
});

test('actions are pinned by commit, and their version is said', () => {
  const used = lines(/uses: /);
  expect(used.length).toBeGreaterThan(1);
  expect(used.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
});

test("no job keeps git's credentials, and each that gets a token names an environment", () => {
  const workflows = YAML.filter(([, text]) => text.includes('actions/checkout'));
  expect(workflows.length).toBeGreaterThan(0);
  for (const [page, text] of workflows) {
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    expect([page, count(/persist-credentials: false/g)]).toEqual([page, count(/actions\/checkout@/g)]);
    expect([page, count(/environment: /g)]).toEqual([page, count(/id-token: write/g)]);
  }
});
