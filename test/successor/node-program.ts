/** Node in other versions than the one that runs the tests, as npm has them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { finished, succeeded } from './finished';

/** The long-term releases that follow Node 20, by the versions that were tried. */
export const NODES = { 22: '22.23.3', 24: '24.21.0' } as const;

/** The folder of the program `node`; it is installed where it is not there yet. */
export async function nodeFolder(major: keyof typeof NODES): Promise<string> {
  const version = NODES[major];
  const home = join(ROOT, '.s3-handshake', 'nodes', version);
  const folder = join(home, 'node_modules', 'node', 'bin');
  if (!existsSync(join(folder, 'node'))) {
    const args = [
      'install',
      '--prefix',
      home,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `node@${version}`,
    ];
    await succeeded(`Node ${version} cannot be installed`, finished('npm', args, { cwd: ROOT }));
  }
  const said = await finished(join(folder, 'node'), ['--version'], { cwd: ROOT });
  if (said.output.trim() !== `v${version}`)
    throw new Error(`${folder}/node should be ${version}, and says: ${said.output.trim()}`);
  return folder;
}
