/** What a file exports is imported somewhere, as knip tells it; and knip would tell if it were not. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { inFolder } from './planted';

const KNIP = join(ROOT, 'node_modules/knip/bin/knip.js');
const RULES = join(__dirname, 'knip.json');

interface Issue {
  readonly file: string;
  readonly files?: readonly unknown[];
  readonly exports?: readonly { readonly name: string }[];
  readonly types?: readonly { readonly name: string }[];
}

/** `iam/arn.ts: parseArn`, and a file that nobody imports by itself; in order. */
function unusedIn(root: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      KNIP,
      '--config',
      RULES,
      '--reporter',
      'json',
      '--no-progress',
      '--no-config-hints',
      '--files',
      '--exports',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 },
  );
  if (!stdout.startsWith('{')) throw new Error(`knip did not run:\n${stderr}${stdout}`);
  const { issues } = JSON.parse(stdout) as { readonly issues: readonly Issue[] };
  return issues
    .flatMap(({ file, files = [], exports = [], types = [] }) => [
      ...files.map(() => file),
      ...[...exports, ...types].map(({ name }) => `${file}: ${name}`),
    ])
    .sort();
}

test('nothing is exported that nobody imports, and no file is left over', () => {
  expect(unusedIn(ROOT)).toEqual([]);
});

test('what is not imported is found: values, types and files', () => {
  const unused = inFolder(
    {
      'package.json': '{ "name": "house", "private": true }',
      'scripts/cli.ts': "import { used } from '../config/names';\nused({ in: 'its own file' });\n",
      'config/names.ts': [
        'export interface Named { readonly in: string }',
        'export const used = ({ in: where }: Named): string => here + where;',
        "export const here = 'used in its own file only';",
        "export const unused = 'nowhere';",
        'export type Unused = string;',
        '',
      ].join('\n'),
      'config/left-over.ts': 'export const nobody = 1;\n',
    },
    unusedIn,
  );
  // A type that another exported one is made of may be exported: it is part of what the file says to others.
  expect(unused).toEqual([
    'config/left-over.ts',
    'config/names.ts: Unused',
    'config/names.ts: here',
    'config/names.ts: unused',
  ]);
});
