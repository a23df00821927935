/** What every command loads before it knows what it has to do: `--version`, `--help` and completion wait for no more. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { reachedFrom } from '../reached-from';

/** Packages that are loaded within a few milliseconds each. */
const LIGHT = ['commander', 'fastest-levenshtein', 'picocolors', 'string-width'];
const COMMANDS = readdirSync(join(ROOT, 'scripts/commands')).map((file) => `scripts/commands/${file}`);

function packagesOf(file: string): readonly string[] {
  return [...reachedFrom(file, 'at once')].flatMap((each) =>
    [
      ...readFileSync(join(ROOT, each), 'utf8').matchAll(
        /^import (?!type )[^;]*?from '(?<name>[^.][^']*)';/gms,
      ),
    ]
      .map(({ groups: { name = '' } = {} }) => name)
      .filter((name) => !name.startsWith('node:')),
  );
}

test.each(COMMANDS)('%s loads no more than the command line needs', (file) => {
  expect(packagesOf(file).filter((name) => !LIGHT.includes(name))).toEqual([]);
});

test('the command line loads just these packages', () => {
  expect([...new Set(packagesOf('scripts/cli.ts'))].sort()).toEqual(LIGHT);
});
