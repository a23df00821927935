/** Where the kit itself lies: the folder of its `package.json`, in a clone as in `node_modules`, compiled or not. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 's3-handshake';

/** The absolute path of the kit's own folder. The project that it works on may lie anywhere else. */
export const KIT_HOME = kitHomeAbove(__dirname);

function kitHomeAbove(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === NAME) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`no package.json of ${NAME} above ${__dirname}`);
  return kitHomeAbove(above);
}
