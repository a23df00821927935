/** The declarations in an app with the tsconfig that `cdktf init` writes: ES2018, CommonJS, strict, no `exports`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';
import { ROOT } from '../a-tenant';
import { installedExample } from '../examples/installed-example';
import { FULL } from '../full';

const CDKTF_INIT = join(ROOT, 'node_modules/cdktf-cli/bundle/templates/typescript/tsconfig.json');

test('the examples have the tsconfig that cdktf init writes', () => {
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
  for (const name of ['own-app', 'existing-bucket'])
    expect(read(join(ROOT, 'examples', name, 'tsconfig.json'))).toEqual(read(CDKTF_INIT));
});

/** The code at the head of a page, as one file. */
function examplesOf(file: string): string {
  const [head = ''] = readFileSync(join(ROOT, file), 'utf8').split(/^## /m);
  const blocks = [...head.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
  expect(blocks.length).toBe(3);
  return blocks.join('\n');
}

if (FULL)
  test('every entry point has its types there, and an app compiles, as do the examples of the reference', async () => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    const example = installedExample('own-app');
    try {
      const built = await runChild('npm', ['run', 'build', '--silent'], { cwd: ROOT, env });
      expect({ code: built.code, output: built.output }).toEqual({ code: 0, output: '' });
      writeFileSync(
        join(example.folder, 'others.ts'),
        [
          "import { decide } from 's3-handshake/iam';",
          "import { startLocalAws, type LocalAws } from 's3-handshake/local-aws';",
          'export const start: () => Promise<LocalAws> = () => startLocalAws();',
          'export type Decide = typeof decide;',
          // Types that are not found would be any, and this no error.
          '// @ts-expect-error decide takes an object',
          'decide(1);',
        ].join('\n'),
      );
      writeFileSync(join(example.folder, 'page.ts'), examplesOf('docs/api.md'));
      const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      const { code, output } = await runChild(process.execPath, [tsc, '--noEmit'], {
        cwd: example.folder,
        env,
      });
      expect({ code, output }).toEqual({ code: 0, output: '' });
    } finally {
      example.remove();
    }
  });
