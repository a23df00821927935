/** Where in a text YAML with a policy stands: the whole of it, a code block, or lines between prose. */
import type { JsonNode } from '../json-node';
import type { Span } from '../source-text';
import { yamlNodes } from './yaml-nodes';

/** Lines that are a statement's, and no JSON's: nothing but the key and its value. */
const STATEMENT_LINE =
  /^[ \t]*(?:-[ \t]+)?(["']?)Effect\1[ \t]*:[ \t]*(?:(["']?)(?:Allow|Deny)\2|!\w.*)[ \t]*(?:#.*)?$/i;
/** A key above statements, whose value is what follows below it. */
const LIST_LINE =
  /^[ \t]*(?:-[ \t]+)?(["']?)(?:Statement|Statements|iamRoleStatements|PolicyDocument|AssumeRolePolicyDocument)\1[ \t]*:[ \t]*(?:#.*)?$/i;
/** The first keys of templates. */
const TEMPLATE_LINE = /^(?:AWSTemplateFormatVersion|Transform|Resources|service|provider|functions)[ \t]*:/;
/** A line of a map or a list. */
const YAML_LINE = /^[ \t]*(?:-(?:[ \t]|$)|(["']?)[\w.:/<@-]+\1[ \t]*:(?:[ \t]|$)|#|$)/;

/** A key whose value is the text below it, whatever that is. */
const TEXT_BELOW = /:[ \t]*[|>][-+\d]*[ \t]*\r?$/;

interface Line extends Span {
  /** Its place among the lines. */
  readonly at: number;
  readonly text: string;
  readonly indent: number;
}

/** Roots of YAML in `text`, which stands at `offset` in the document. Never throws. */
export function yamlIn(text: string, offset: number): readonly JsonNode[] {
  const lines = linesOf(text);
  const marks = marksIn(lines);
  if (marks.length === 0) return [];
  return yamlNodes(text, offset) ?? blocksAround(marks, lines, text, offset);
}

/** Roots of YAML in texts of YAML, below `|` or `>`. */
export function yamlInTexts(text: string, offset: number): readonly JsonNode[] {
  const lines = linesOf(text);
  const marks = marksIn(lines).filter((mark) => isInText(mark, lines));
  return blocksAround(marks, lines, text, offset);
}

function isInText(mark: Line, lines: readonly Line[]): boolean {
  let { indent } = mark;
  for (let at = mark.at - 1; at >= 0 && indent > 0; at -= 1) {
    const line = lines[at];
    if (!line || line.text.trim() === '' || line.indent >= indent) continue;
    if (TEXT_BELOW.test(line.text)) return true;
    indent = line.indent;
  }
  return false;
}

function marksIn(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => isMark(line, lines));
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line, at) => {
    const found = {
      at,
      text: line,
      start,
      end: start + line.length,
      indent: /^[ \t]*/.exec(line)?.[0].length ?? 0,
    };
    start += line.length + 1;
    return found;
  });
}

/** A bracket before the line makes it somebody's JSON without quotes. */
function isMark({ at, text }: Line, lines: readonly Line[]): boolean {
  const line = text.replace(/\r$/, '');
  if (TEMPLATE_LINE.test(line)) return true;
  if (/[{[][ \t\r]*$/.test(lines[at - 1]?.text ?? '')) return false;
  if (STATEMENT_LINE.test(line)) return true;
  if (!LIST_LINE.test(line)) return false;
  const next = nextOf(at, lines);
  return next !== undefined && /^[ \t]*(?:-[ \t]|["']?\w+["']?[ \t]*:)/.test(next.text);
}

/** The line behind the place `at` that is neither blank nor a comment. */
function nextOf(at: number, lines: readonly Line[]): Line | undefined {
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (line && line.text.trim() !== '' && !/^[ \t]*#/.test(line.text)) return line;
  }
  return undefined;
}

function blocksAround(
  marks: readonly Line[],
  lines: readonly Line[],
  text: string,
  offset: number,
): readonly JsonNode[] {
  const roots: JsonNode[] = [];
  let readTo = -1;
  for (const mark of marks) {
    if (mark.start < readTo) continue;
    const block = blockAround(mark, lines);
    const found = readBlock(block, text, offset);
    if (!found) continue;
    roots.push(...found.nodes);
    readTo = found.end;
  }
  return roots;
}

/** The lines that belong to the outermost parent of a line. */
function blockAround(mark: Line, lines: readonly Line[]): readonly Line[] {
  let first = mark.at;
  let { indent } = mark;
  for (let at = first - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (!line || line.text.trim() === '') continue;
    if (!YAML_LINE.test(line.text) || line.indent > indent || TEXT_BELOW.test(line.text)) break;
    // A sentence that ends in a colon is no parent: what is below it is not further to the right by its own doing.
    if (/\S[ \t]+\S.*:[ \t\r]*$/.test(line.text) && !/^[ \t]*-/.test(line.text)) break;
    first = at;
    indent = line.indent;
  }
  let end = first + 1;
  while (end < lines.length && belongs(lines[end], indent)) end += 1;
  return lines.slice(first, end);
}

/** Whether a line below a block's first one, which is indented so far, is the block's still. */
function belongs(line: Line | undefined, indent: number): boolean {
  if (!line || line.text.trim() === '') return true;
  return line.indent > indent || (line.indent === indent && YAML_LINE.test(line.text));
}

/** Lines at the end are given up until what is left is YAML: prose may follow without a blank line. */
function readBlock(
  block: readonly Line[],
  text: string,
  offset: number,
): { readonly nodes: readonly JsonNode[]; readonly end: number } | undefined {
  for (let count = block.length; count > Math.max(1, block.length - 40); count -= 1) {
    const [first, last] = [block[0], block[count - 1]];
    if (!first || !last || last.text.trim() === '') continue;
    const nodes = yamlNodes(text.slice(first.start, last.end), offset + first.start);
    if (nodes && nodes.length > 0) return { nodes, end: last.end };
  }
  return undefined;
}
