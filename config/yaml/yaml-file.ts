/** A YAML file with the place of everything in it. Reading one never throws: what is wrong becomes problems. */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { isCollection, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type FieldPath, formatPath } from './field-path';
import type { Problem } from './problem';
import { offsetOf, type ParsedDocument, pathAt, sourceOf } from './yaml-place';

export interface YamlFile {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  /** The root map as plain values; undefined where there is none to be had. */
  readonly fields: Readonly<Record<string, unknown>> | undefined;
  /** The file as text; undefined where it is none. */
  readonly text: string | undefined;
  /** What keeps the file from being read as one map of fields. */
  readonly problems: readonly Problem[];
  /** Where a field stands; where it is absent, its nearest parent that is there. */
  position(path: FieldPath): { readonly line: number; readonly column: number };
  /** A scalar's text as it stands in the file, without quotes: `031871504755`. */
  source(path: FieldPath): string | undefined;
}

/** Bytes. A file of ours has a few hundred; what is a thousand times as big is something else. */
const LARGEST = 256 * 1024;
const TOO_LARGE = `the file is larger than ${LARGEST / 1024} KiB; it should hold a few dozen lines`;

/** Reads `file`, a path relative to `root` or absolute. */
export function readYamlFile(root: string, file: string): YamlFile {
  const text = readText(root, file);
  return typeof text === 'string' ? parseYaml(file, text) : unreadable(file, text.problem);
}

/**
 * The same for a file that counts only where its text says so, and is parsed only then; undefined where it does not. A
 * file whose text cannot be had counts.
 */
export function readYamlFileIf(
  root: string,
  file: string,
  counts: (text: string) => boolean,
): YamlFile | undefined {
  const text = readText(root, file);
  if (typeof text !== 'string') return unreadable(file, text.problem);
  return counts(text) ? parseYaml(file, text) : undefined;
}

/** The text of a file, or why it cannot be had. A byte order mark is left out. */
export function readText(root: string, file: string): string | { readonly problem: string } {
  try {
    const bytes = readUpTo(resolve(root, file), room);
    return bytes === room.length ? { problem: TOO_LARGE } : decode(room.subarray(0, bytes));
  } catch (error) {
    return { problem: `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})` };
  }
}

/** Where files are read into, one after the other. */
const room = Buffer.alloc(LARGEST + 1);

/**
 * How many bytes of a file there are, as far as `buffer` holds them. With a thousand tenants, what Node's `readFileSync`
 * asks of the system beside reading is most of the time. A pipe must not make us wait for its other end.
 */
function readUpTo(path: string, buffer: Buffer): number {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    let length = 0;
    while (length < buffer.length) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return length;
  } finally {
    closeSync(descriptor);
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string | { readonly problem: string } {
  if (bytes.includes(0)) return { problem: 'the file is binary or UTF-16; it must be UTF-8 text' };
  try {
    return UTF_8.decode(bytes);
  } catch {
    return { problem: 'the file is not UTF-8 text; save it as UTF-8' };
  }
}

/** A file of which nothing could be read. */
function unreadable(file: string, message: string, text?: string): YamlFile {
  return {
    file,
    fields: undefined,
    text,
    problems: [{ file, line: 1, column: 1, path: '', message }],
    position: () => ({ line: 1, column: 1 }),
    source: () => undefined,
  };
}

/** What a program says in the place of a file; `name` is how problems call it. */
export function fieldsFile(name: string, fields: Readonly<Record<string, unknown>>): YamlFile {
  return {
    file: name,
    fields,
    text: undefined,
    problems: [],
    position: () => ({ line: 1, column: 1 }),
    source: () => undefined,
  };
}

/**
 * A file that is not written yet. `text` says `fields` and nothing else, so that it is parsed only where a place in it is
 * asked for: of thousands of new files all are judged, and hardly one has a problem.
 */
export function unwrittenFile(
  file: string,
  text: string,
  fields: Readonly<Record<string, unknown>>,
): YamlFile {
  if (Buffer.byteLength(text) > LARGEST) return unreadable(file, TOO_LARGE);
  let whole: YamlFile | undefined;
  const parsedOnce = (): YamlFile => {
    whole ??= parseYaml(file, text);
    return whole;
  };
  return {
    file,
    fields,
    text,
    problems: [],
    position: (path) => parsedOnce().position(path),
    source: (path) => parsedOnce().source(path),
  };
}

/** `text` is the content of `file`, or will be. */
export function parseYaml(file: string, text: string): YamlFile {
  if (Buffer.byteLength(text) > LARGEST) return unreadable(file, TOO_LARGE);
  try {
    return parsed(file, text);
  } catch (error) {
    if (error instanceof RangeError) return unreadable(file, TOO_DEEP, text);
    throw error;
  }
}

const TOO_DEEP = 'lists or maps are nested too deeply';

function parsed(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document instanceof Error) return unreadable(file, `the file is not YAML: ${document.message}`, text);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, message: string, path = ''): Problem => ({
    file,
    ...at(offset),
    path,
    message,
  });
  const syntax = syntaxProblems(document, problem);
  const root = syntax.readable ? rootFields(document, problem) : { fields: undefined, problems: [] };
  return {
    file,
    fields: root.fields,
    text,
    problems: [...syntax.problems, ...root.problems],
    position: (path) => at(offsetOf(document, path)),
    source: (path) => sourceOf(document, path),
  };
}

/** What is said of a file of blanks and comments. */
export const EMPTY_FILE = 'the file is empty';

type ProblemAt = (offset: number, message: string, path?: string) => Problem;

function parse(text: string, lineCounter: LineCounter): ParsedDocument | Error {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, logLevel: 'error' });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A key that stands twice does not keep the rest from being checked; everything else does. */
function syntaxProblems(
  document: ParsedDocument,
  problem: ProblemAt,
): { readonly readable: boolean; readonly problems: readonly Problem[] } {
  const [first] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  // What follows the first syntax error is mostly its echo.
  if (first) {
    const message = syntaxMessage(first.code, first.message);
    return { readable: false, problems: [problem(culpritOf(document, first.code, first.pos[0]), message)] };
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    const message = `the directive %YAML ${version} changes what values mean; leave it out`;
    return { readable: false, problems: [problem(0, message)] };
  }
  const problems = [
    ...duplicateKeys(document, problem),
    ...document.warnings.map(({ pos, message }) =>
      problem(pos[0], `${plain(message)}; tags are not used here`),
    ),
  ];
  return { readable: true, problems };
}

/** Where the user has to look: a quote or a bracket that is never closed is noticed at the file's end only. */
function culpritOf(document: ParsedDocument, code: string, offset: number): number {
  if (code === 'RESOURCE_EXHAUSTION') return 0;
  if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT') return offset;
  let start = offset;
  visit(document, {
    Node(_key, node) {
      const open = isScalar(node) || (isCollection(node) && node.flow === true);
      if (open && node.range && node.range[0] < offset && offset <= node.range[1]) start = node.range[0];
    },
  });
  return start;
}

function syntaxMessage(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used as indentation; YAML takes spaces only';
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; one file holds one document';
    case 'RESOURCE_EXHAUSTION':
      return TOO_DEEP;
    case 'NON_STRING_KEY':
      return "a field's name must be a word, not a list or a map";
    default:
      return `no valid YAML: ${plain(message)}`;
  }
}

function plain(message: string): string {
  const [first = ''] = message.split('\n');
  return first.charAt(0).toLowerCase() + first.slice(1);
}

function duplicateKeys(document: ParsedDocument, problem: ProblemAt): readonly Problem[] {
  return document.errors
    .filter(({ code }) => code === 'DUPLICATE_KEY')
    .map(({ pos }) => {
      const path = pathAt(document.contents, pos[0]) ?? [];
      return problem(pos[0], 'the field stands here twice; YAML allows it once', formatPath(path));
    });
}

/** Where the first alias stands that has no anchor before it. */
function unknownAlias(document: ParsedDocument): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document) !== undefined) return undefined;
      offset = node.range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}

function rootFields(
  document: ParsedDocument,
  problem: ProblemAt,
): { readonly fields: Readonly<Record<string, unknown>> | undefined; readonly problems: readonly Problem[] } {
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { fields: undefined, problems: [problem(0, EMPTY_FILE)] };
  if (!isMap(contents)) {
    const message = 'the file must be a map of fields, one `field: value` a line';
    return { fields: undefined, problems: [problem(contents.range[0], message)] };
  }
  try {
    // The library itself refuses aliases that multiply without end.
    return { fields: document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>, problems: [] };
  } catch (error) {
    const message = error instanceof Error ? plain(error.message) : String(error);
    return {
      fields: undefined,
      problems: [problem(unknownAlias(document) ?? 0, `no valid YAML: ${message}`)],
    };
  }
}
