/** An example as a user has it: a folder of its own, with this package beside cdktf in its node_modules. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { OWN_FOLDER } from '../../terraform/environment';
import { ROOT } from '../a-tenant';

export const EXAMPLES = readdirSync(join(ROOT, 'examples')).sort();

export interface InstalledExample {
  readonly folder: string;
  /** The shell command of its cdktf.json. */
  readonly app: string;
  /** PATH with the packages' programs in front. */
  readonly path: string;
  remove(): void;
}

export function installedExample(name: string): InstalledExample {
  mkdirSync(join(ROOT, OWN_FOLDER), { recursive: true });
  const folder = mkdtempSync(join(ROOT, OWN_FOLDER, `example-${name}-`));
  cpSync(join(ROOT, 'examples', name), folder, { recursive: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const entry of readdirSync(join(ROOT, 'node_modules')))
    if (!entry.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', entry), join(modules, entry));
  for (const entry of readdirSync(join(ROOT, 'node_modules', '.bin')))
    symlinkSync(join(ROOT, 'node_modules', '.bin', entry), join(modules, '.bin', entry));
  symlinkSync(ROOT, join(modules, 's3-handshake'));
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  for (const [program, file] of Object.entries(bin))
    symlinkSync(join(ROOT, file), join(modules, '.bin', program));
  const { app } = JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8')) as { readonly app: string };
  return {
    folder,
    app,
    path: [join(modules, '.bin'), process.env.PATH].join(delimiter),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
