/** Where moto is on this machine, and the program of ours that runs it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';

/** Names a moto_server. Without it, the one of the project is taken, and without that, one on PATH. */
export const MOTO_SERVER_VARIABLE = 'HANDSHAKE_MOTO_SERVER';
/** What set-up and `doctor --fix` make, below the project's folder. */
const MOTO_SERVER_OF_PROJECT = join('.s3-handshake', 'moto', 'bin', 'moto_server');

/** moto_server by its path, or by its name where there is none. */
export function motoServer(): string {
  return (
    process.env[MOTO_SERVER_VARIABLE] ??
    [process.cwd(), __dirname].flatMap((folder) => aboveIn(folder) ?? []).at(0) ??
    onPath() ??
    'moto_server'
  );
}

/** That of the project in which `folder` lies: of the user's, or of the one in whose packages or clone this file is. */
function aboveIn(folder: string): string | undefined {
  const file = join(folder, MOTO_SERVER_OF_PROJECT);
  if (existsSync(file) && isOurs(folder)) return file;
  const above = dirname(folder);
  return above === folder ? undefined : aboveIn(above);
}

/** Above the user's folder anybody may have put one, as in /tmp: what runs here belongs to the user or to root. */
function isOurs(project: string): boolean {
  const parts = MOTO_SERVER_OF_PROJECT.split(sep);
  const below = parts.map((_, at) => join(project, ...parts.slice(0, at + 1)));
  return below.every((path) => [0, process.getuid?.()].includes(statSync(path).uid));
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'moto_server')).find((file) => existsSync(file));
}

/** The Python that moto_server runs on: the one in its first line, or beside it; else any. */
export function pythonOfMoto(): string {
  const server = motoServer();
  const named = existsSync(server) ? /^#!(\/\S*python[\d.]*)$/m.exec(firstLine(server))?.[1] : undefined;
  const beside = join(dirname(server), 'python');
  return [named, beside].find((file) => file !== undefined && existsSync(file)) ?? 'python3';
}

function firstLine(file: string): string {
  return readFileSync(file, 'latin1').split('\n', 1)[0] ?? '';
}

/** Beside this file, and in the package beside what it was compiled from. */
export function motoProgram(): string {
  const name = 'moto_behind_gate.py';
  const own = join(__dirname, name);
  return existsSync(own) ? own : join(__dirname, '..', '..', 'local-aws', name);
}
