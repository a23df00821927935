/** What is shipped runs by what is shipped: after `npm ci --omit=dev` every import is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { dependencies, devDependencies, peerDependencies } from '../package.json';
import { ROOT } from './a-tenant';

const SHIPPED = [
  'actions',
  'aws',
  'command-line',
  'config',
  'constructs',
  'iam',
  'local-aws',
  'policies',
  'report',
  'scripts',
  'stacks',
  'terraform',
  'toolchain',
  'worlds',
];
/** Types are gone before anything runs. */
const TYPES = /^import type [^;]+;$/gm;
const IMPORT = /(?:(?<!['"])\bfrom|(?<!['"])\bimport|\brequire\(|\bimport\()\s*['"]([^'"\n]+)['"]/g;

const files = SHIPPED.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file)),
);

/** `@aws-sdk/client-s3`, `yaml`. */
function packageIn(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

const imported = files.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').replace(TYPES, '').matchAll(IMPORT)].flatMap(([, path = '']) => {
    const isOurs = path.startsWith('.') || path.startsWith('node:') || builtinModules.includes(path);
    return isOurs ? [] : [{ file, name: packageIn(path) }];
  }),
);

/** What compiles a clone is not packed. */
const NOT_PACKED = new Set([join('toolchain', 'compile.js')]);

test('nothing that is shipped imports what only tests may', () => {
  const shipped = { ...dependencies, ...peerDependencies };
  expect(imported.length).toBeGreaterThan(50);
  expect(imported.filter(({ file, name }) => !(name in shipped) && !NOT_PACKED.has(file))).toEqual([]);
});

test('the second opinion is a dependency of the tests, being under another licence', () => {
  expect(devDependencies).toHaveProperty(['@cloud-copilot/iam-simulate']);
  expect(dependencies).not.toHaveProperty(['@cloud-copilot/iam-simulate']);
});
