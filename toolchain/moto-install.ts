/** moto, in which the embedded AWS keeps its state: found, or installed into the project's own folder. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ask, type ProgramOptions } from './ask-program';
import type { ToolchainOptions } from './event';
import { FetchError } from './fetch-error';
import { OWN_FOLDER, ownFolders } from './own-folder';
import { fetchPython, findPython } from './python';

export const MOTO_VERSION = '5.2.1';
/** Names a moto_server; the embedded AWS reads it too. */
const SERVER_VARIABLE = 'HANDSHAKE_MOTO_SERVER';
const FOLDER = 'moto';
const PROBE = 'import importlib.metadata as m, flask; print(m.version("moto"))';

export type MotoState =
  | { readonly state: 'fit'; readonly server: string }
  /** `python` is undefined where Python itself is missing. */
  | { readonly state: 'missing'; readonly python: string | undefined };

/** Looks where the embedded AWS looks, in the same order. */
export async function motoState(project: string, options: ProgramOptions): Promise<MotoState> {
  const named = options.env[SERVER_VARIABLE];
  if (named) return { state: 'fit', server: named };
  const own = ownFolders(project)
    .map((folder) => join(folder, FOLDER, 'bin', 'moto_server'))
    .find((file) => existsSync(file));
  if (own !== undefined) return { state: 'fit', server: own };
  const python = await findPython(project, options);
  const onPath = (options.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'moto_server'))
    .find((file) => existsSync(file));
  if (python === undefined || onPath === undefined) return { state: 'missing', python };
  const { stdout } = await ask(python, ['-c', PROBE], options);
  return stdout.trim() === MOTO_VERSION ? { state: 'fit', server: onPath } : { state: 'missing', python };
}

/**
 * Installs it into an environment of its own, with a Python that is fetched where there is none. moto_server is written
 * last, so an installation that was interrupted is begun again. Throws {@link FetchError}; nothing of it is left then.
 */
export async function installMoto(project: string, options: ToolchainOptions): Promise<void> {
  const state = await motoState(project, options);
  if (state.state === 'fit') return;
  const python = state.python ?? (await fetchPython(project, options));
  const own = join(project, OWN_FOLDER);
  const place = join(own, FOLDER);
  options.onEvent({ kind: 'installing', what: `moto ${MOTO_VERSION}` });
  rmSync(place, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [python, ['-m', 'venv', place]],
    [join(place, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `moto[server]==${MOTO_VERSION}`]],
  ];
  try {
    for (const [program, args] of steps) {
      const { isFine, stdout, stderr } = await ask(program, args, options);
      if (!isFine)
        throw new FetchError(
          'network',
          `moto ${MOTO_VERSION} is not installed: ${lastError(`${stdout}\n${stderr}`)}; PIP_INDEX_URL names another index, PIP_PROXY a proxy, and ${SERVER_VARIABLE} a moto_server that is there already`,
        );
    }
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
}

function lastError(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => /^(?:ERROR|Error|error):/.test(line));
  const last = errors.at(-1) ?? lines.filter((line) => line !== '').at(-1) ?? 'Python did not say why';
  return last.replace(/^error:\s*/i, '').replace(/\.$/, '');
}
