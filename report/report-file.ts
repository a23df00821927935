/** Reports in files: written whole, over an earlier report of the same kind, and never over anything else. */
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../config/user-error';
import { writeWhole } from './write-file';

/** A form in which a command writes its report to a file. */
export interface ReportFormat<R> {
  /** A text that every report of this command in this format holds, and no other file does. */
  readonly mark: string;
  readonly render: (report: R) => string;
}

/** The files that a run was asked for. */
export interface ReportFiles<R> {
  /** Writes each of them. Throws `UserError` that names the one that could not be written. */
  write(report: R): void;
}

/**
 * To be called before the work begins: looks at every file that was asked for, then removes the reports of an earlier
 * run, so that a report that is there afterwards is of this run, and of a run that came to its end.
 *
 * `paths`: by the name of the format, relative to `folder`; undefined where it was not asked for. Throws `UserError`
 * where a file is there that is no report of this kind, and then nothing was removed.
 */
export function openReportFiles<Name extends string, R>(
  folder: string,
  paths: { readonly [name in Name]?: string | undefined },
  formats: { readonly [name in Name]: ReportFormat<R> },
): ReportFiles<R> {
  const files = (Object.keys(formats) as Name[]).flatMap((name) => {
    const path = paths[name];
    return path === undefined ? [] : [{ ...formats[name], file: resolve(folder, path) }];
  });
  const twice = files.find(({ file }, index) => files.findIndex((other) => other.file === file) < index);
  if (twice) throw new UserError(`${twice.file} is named for two reports; each needs a file of its own`);
  const places = files.map((format) => ({ ...format, place: placeFor(format.file, format.mark) }));
  for (const { place } of places) clear(place);
  return {
    write(report) {
      for (const { file, mark, render } of places) writeReport(file, render(report), mark);
    },
  };
}

/** `mark`: as in {@link ReportFormat}. Throws `UserError`. */
export function writeReport(file: string, text: string, mark: string): void {
  const place = placeFor(file, mark);
  try {
    if (place.kind === 'stream') writeInto(place, text);
    else writeWhole(place.path, text);
  } catch (error) {
    throw new UserError(`${file} could not be written: ${reasonOf(error)}`);
  }
}

/** Removes the report of an earlier run. Throws `UserError` where something else is there. */
export function clearReport(file: string, mark: string): void {
  clear(placeFor(file, mark));
}

function clear(place: Place): void {
  if (place.kind === 'report') rmSync(place.path, { force: true });
}

/**
 * `free`: nothing is there. `report`: a report of the same kind, which is replaced; `path` is where a link leads to.
 * `stream`: a terminal, a pipe or `/dev/null`, which is written into and is never removed or replaced.
 */
type Place =
  | { readonly kind: 'free' | 'report'; readonly path: string }
  | { readonly kind: 'stream'; readonly path: string; readonly isPipe: boolean };

/** What the system opens for the process itself: a regular file there is one that is being written to. */
const OWN_STREAMS = /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/)|proc\/)/;

function placeFor(file: string, mark: string): Place {
  const stats = look(file);
  if (!stats) return { kind: 'free', path: file };
  if (stats.isDirectory()) throw new UserError(`${file} is a folder; name a file for the report`);
  if (stats.isFIFO() || stats.isCharacterDevice() || (stats.isFile() && OWN_STREAMS.test(file)))
    return { kind: 'stream', path: file, isPipe: stats.isFIFO() };
  if (!stats.isFile())
    throw new UserError(
      `${file} is ${stats.isSocket() ? 'a socket' : 'a device'}; name a file for the report`,
    );
  const present = contentOf(file);
  if (present !== '' && !present.includes(mark))
    throw new UserError(
      `${file} is there and is not a report of this command; remove it, or name another file`,
    );
  return { kind: 'report', path: realpathSync(file) };
}

/** Undefined where nothing is there. Links are followed; one that leads nowhere is refused. */
function look(file: string): Stats | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new UserError(`${file} is a link to a file that is not there; remove it, or name another file`);
    return stats;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} could not be written: ${reasonOf(error)}`);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} could not be read: ${reasonOf(error)}`);
  }
}

function writeInto({ path, isPipe }: Extract<Place, { kind: 'stream' }>, text: string): void {
  // To open a pipe that nobody reads would wait without end, and so would writing to one that is full.
  const waiting = isPipe ? constants.O_NONBLOCK : constants.O_APPEND;
  const stream = openSync(path, constants.O_WRONLY | waiting);
  try {
    if (isPipe) writeWhileRead(stream, Buffer.from(text));
    else writeFileSync(stream, text);
  } finally {
    closeSync(stream);
  }
}

/** Milliseconds in which whoever has opened a pipe takes something of it. */
const PATIENCE = 5_000;
const PAUSE = 20;

/** Throws where nothing is taken any more: nothing else, Ctrl-C neither, is heard meanwhile. */
function writeWhileRead(pipe: number, bytes: Buffer): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let waited = 0;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(pipe, bytes, at);
      waited = 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      if (waited >= PATIENCE) throw new Error('it is a pipe that nobody reads to its end');
      Atomics.wait(pause, 0, 0, PAUSE);
      waited += PAUSE;
    }
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENXIO' ? 'it is a pipe that nobody reads' : message;
}
