/** Who imports whom: by the rules of `arrows.cjs`, of which each is broken once in a house of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { inFolder } from './planted';

const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
const ROOMS = [
  ...['actions', 'aws', 'command-line', 'config', 'constructs', 'derived', 'examples', 'iam', 'local-aws'],
  ...['policies', 'report', 'scripts', 'stacks', 'terraform', 'test', 'toolchain', 'worlds'],
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
  readonly cycle?: readonly { readonly name: string }[];
}

/** `circle: a.ts, b.ts`, or `rule: from → to`; in order, each once. */
function breachesIn(root: string): readonly string[] {
  const cruised = [...ROOMS, 'index.ts'];
  const rules = join(__dirname, 'arrows.cjs');
  const printed = execFileSync(
    process.execPath,
    [CRUISER, '--config', rules, '--output-type', 'json', ...cruised],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 ** 2 },
  );
  const { violations } = (JSON.parse(printed) as { summary: { violations: readonly Violation[] } }).summary;
  return [...new Set(violations.map(inWords))].sort();
}

function inWords({ from, to, rule, cycle }: Violation): string {
  if (!cycle) return `${rule.name}: ${from} → ${to}`;
  return `${rule.name}: ${[...new Set(cycle.map(({ name }) => name))].sort().join(', ')}`;
}

test('no arrow points against the order', () => {
  expect(breachesIn(ROOT)).toEqual([]);
});

test('no room is forgotten', () => {
  const tracked = execFileSync('git', ['ls-files', '*.ts'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n');
  const folders = tracked
    .filter((path) => path.includes('/'))
    .map((path) => path.slice(0, path.indexOf('/')));
  expect([...new Set(folders)].sort()).toEqual([...ROOMS].sort());
  expect(tracked.filter((path) => !path.includes('/'))).toEqual(['index.ts']);
});

test('each rule can be broken', () => {
  const type = (path: string) => `import type { T } from '${path}';\nexport type U = T;\n`;
  const breaches = inFolder(
    {
      'node_modules/cdktf/package.json': '{ "name": "cdktf", "main": "index.js" }',
      'node_modules/cdktf/index.js': 'exports.T = 1;\n',
      'node_modules/@cdktf/provider-aws/package.json':
        '{ "name": "@cdktf/provider-aws", "main": "lib/index.js" }',
      'node_modules/@cdktf/provider-aws/lib/index.js': 'exports.T = 1;\n',
      'node_modules/@cdktf/provider-aws/lib/s3-bucket/index.js': 'exports.T = 1;\n',
      'index.ts': "export type { T } from './actions/t';\n",
      ...Object.fromEntries(ROOMS.map((room) => [`${room}/t.ts`, 'export type T = string;\n'])),
      // Each room imports the one that it may not, by a type.
      'config/up.ts': type('../policies/t'),
      'policies/up.ts': type('../constructs/t'),
      'policies/reads.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
      'constructs/up.ts': type('../stacks/t'),
      'stacks/up.ts': type('../aws/t'),
      'aws/up.ts': type('../actions/t'),
      'terraform/up.ts': type('../aws/t'),
      'report/up.ts': type('../actions/t'),
      'actions/keys/up.ts': type('../../scripts/t'),
      'scripts/up.ts': type('../stacks/t'),
      'command-line/up.ts': type('../scripts/t'),
      'derived/up.ts': type('../scripts/t'),
      'toolchain/up.ts': type('../terraform/t'),
      'examples/up.ts': type('../index'),
      'examples/by-name.ts': type('s3-handshake'),
      'config/by-name.ts': type('s3-handshake'),
      'local-aws/up.ts': type('../config/t'),
      'iam/up.ts': "import { join } from 'node:path';\nexport const folder = join('a', 'b');\n",
      'iam/shipped.ts': type('../test/t'),
      // A circle of three files, one arrow of which is a type's.
      'config/one.ts': "import { two } from './two';\nexport const one = two;\n",
      'config/two.ts': "import type { Three } from './three';\nexport const two: Three = 1;\n",
      'config/three.ts':
        "import { one } from './one';\nexport type Three = number;\nexport const three = one;\n",
      // One action out of another, and into `edit`, which is allowed, and out of it, which is not.
      'actions/drift/t.ts': 'export type T = string;\n',
      'actions/edit/t.ts': 'export type T = string;\n',
      'actions/verify/beside.ts': type('../drift/t'),
      'actions/verify/down.ts': type('../edit/t'),
      'actions/edit/beside.ts': type('../drift/t'),
      'actions/keys/asks.ts': "import { stdin } from 'node:process';\nexport const input = stdin;\n",
      'actions/keys/framework.ts': "import { T } from 'cdktf';\nexport const u = T;\n",
      'constructs/all.ts': "import { T } from '@cdktf/provider-aws';\nexport const u = T;\n",
      'constructs/one.ts': "import { T } from '@cdktf/provider-aws/lib/s3-bucket';\nexport const u = T;\n",
      'test/stacks/framework.ts': "import { T } from 'cdktf';\nexport const u = T;\n",
      'report/missing.ts': type('./nowhere'),
    },
    breachesIn,
  );
  expect(breaches).toEqual(
    [
      'against-the-order-from-config: config/up.ts → policies/t.ts',
      'against-the-order-from-policies: policies/up.ts → constructs/t.ts',
      'policies-read-nothing: policies/reads.ts → fs',
      'against-the-order-from-constructs: constructs/up.ts → stacks/t.ts',
      'against-the-order-from-stacks: stacks/up.ts → aws/t.ts',
      'against-the-order-from-aws: aws/up.ts → actions/t.ts',
      'against-the-order-from-terraform: terraform/up.ts → aws/t.ts',
      'against-the-order-from-report: report/up.ts → actions/t.ts',
      'against-the-order-from-actions: actions/keys/up.ts → scripts/t.ts',
      'against-the-order-from-scripts: scripts/up.ts → stacks/t.ts',
      'against-the-order-from-command-line: command-line/up.ts → scripts/t.ts',
      'against-the-order-from-derived: derived/up.ts → scripts/t.ts',
      'against-the-order-from-toolchain: toolchain/up.ts → terraform/t.ts',
      'against-the-order-from-index: index.ts → actions/t.ts',
      'against-the-order-from-examples: examples/up.ts → index.ts',
      'by-the-name-of-the-package: config/by-name.ts → s3-handshake',
      'against-the-order-from-local-aws: local-aws/up.ts → config/t.ts',
      'against-the-order-from-iam: iam/shipped.ts → test/t.ts',
      'iam-imports-nothing: iam/shipped.ts → test/t.ts',
      'iam-imports-nothing: iam/up.ts → path',
      'circle: config/one.ts, config/three.ts, config/two.ts',
      'between-actions: actions/verify/beside.ts → actions/drift/t.ts',
      'between-actions: actions/edit/beside.ts → actions/drift/t.ts',
      'actions-at-the-terminal: actions/keys/asks.ts → process',
      'cdktf-outside: actions/keys/framework.ts → node_modules/cdktf/index.js',
      'provider-by-its-index: constructs/all.ts → node_modules/@cdktf/provider-aws/lib/index.js',
      'not-there: report/missing.ts → ./nowhere',
    ].sort(),
  );
});

/** `actions/keys/asks.ts: noConsole`, by the rules of biome.json, which refuses what is no import; in order. */
function lintIn(root: string): readonly string[] {
  const { stdout } = spawnSync(process.execPath, [BIOME, 'lint', '--reporter=json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
  return diagnostics
    .map(({ category, location }) => `${location.path}: ${category.split('/').at(-1)}`)
    .sort();
}

interface Diagnostic {
  /** `lint/suspicious/noConsole` */
  readonly category: string;
  readonly location: { readonly path: string };
}

test('an action has neither the process nor the terminal as a global', () => {
  const { $schema: _, vcs: __, ...rules } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  const text = 'export const path = process.env.PATH;\nconsole.log(path);\n';
  const broken = inFolder(
    {
      'biome.json': JSON.stringify(rules),
      'actions/keys/asks.ts': text,
      'actions/keys/is-given.ts': 'export type Env = NodeJS.ProcessEnv;\n',
      'scripts/asks.ts': text,
    },
    lintIn,
  );
  expect(broken).toEqual(['actions/keys/asks.ts: noConsole', 'actions/keys/asks.ts: noRestrictedGlobals']);
});
