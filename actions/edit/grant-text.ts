/**
 * Grants in one line: `to-amperity/ get,list; from-amperity/ put`. A flag of `new` and a cell of a table hold them so.
 * Blanks, commas, semicolons and lines may part them as people write them: what ends in / begins a grant.
 */
import { UserError } from '../../config/user-error';
import { ACCESSES } from '../../config/values/access';

/** Stands for the empty prefix. A prefix that was forgotten must not mean that; this is none, for it does not end in /. */
export const WHOLE_BUCKET = 'whole-bucket';

export interface WrittenGrant {
  readonly prefix: string;
  readonly allow: readonly string[];
  readonly extraActions?: readonly string[];
}

/** Throws `UserError` where a prefix or its words are missing. What may be in them is for the rules to say. */
export function parseGrants(text: string): readonly WrittenGrant[] {
  const parts = (text.match(/(?:"[^"]*"|[^;\n\r])+/g) ?? []).filter((part) => part.trim() !== '');
  const whole: string[] = [];
  for (const part of parts) {
    const before = whole.at(-1) ?? '';
    // Words by themselves go on with those before them.
    if (areWords(piecesOf(part)) && areWords(piecesOf(before).slice(-1)))
      whole[whole.length - 1] = `${before},${part}`;
    else whole.push(part);
  }
  return whole.flatMap((part) => grantsIn(part.trim()));
}

interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Whether a comma parts it from what follows. */
  readonly endsInComma: boolean;
}

function areWords(pieces: readonly Piece[]): boolean {
  return pieces.length > 0 && pieces.every(({ text }) => isWord(text));
}

interface Draft {
  readonly prefix: string;
  readonly words: string[];
}

function grantsIn(part: string): readonly WrittenGrant[] {
  const drafts: Draft[] = [];
  let before: string[] = [];
  let isParted = false;
  for (const piece of piecesOf(part)) {
    const current = drafts.at(-1);
    if (piece.isQuoted || beginsGrant(piece.text)) {
      if (isParted || before.some(isWord)) throw noGrant(part);
      drafts.push({ prefix: [...before, piece.text].join(' '), words: [] });
      before = [];
    } else if (current) current.words.push(piece.text);
    else if (before.length > 0 && isWord(piece.text) && !before.some(isWord)) {
      if (isParted || endsInWord(before.join(' '))) throw noGrant(part);
      // A prefix without / at its end: the rules on prefixes say what is wrong with it.
      drafts.push({ prefix: before.join(' '), words: [piece.text] });
      before = [];
    } else {
      before.push(piece.text);
      isParted ||= piece.endsInComma;
    }
  }
  if (drafts.length === 0 || drafts.some(({ words }) => words.length === 0)) throw noGrant(part);
  return drafts.map(grantOf);
}

/** Texts between blanks and commas; a prefix with blanks in it stands in quotes. */
function piecesOf(part: string): readonly Piece[] {
  return [...part.matchAll(/(?:"([^"]*)"|(?<![^\s,])'([^']*)'(?![^\s,])|([^\s,"]+))(?=(\s*,)?)/g)].flatMap(
    ([, double, single, plain = '', comma]): readonly Piece[] => {
      const endsInComma = comma !== undefined;
      const quoted = double ?? single;
      if (quoted !== undefined) return [{ text: quoted, isQuoted: true, endsInComma }];
      const text = plain.replace(
        /^[([]+|[)\]]+$|^\{(?!.*\/)|(?<!\/.*)\}$|(?<=\/)[:=]$|^[=:&+|]+$|^(?:and|->|=>)$/gi,
        '',
      );
      return wordsIn(text).flatMap((one) =>
        one === '' ? [] : [{ text: one, isQuoted: false, endsInComma }],
      );
    },
  );
}

/** `get+list` is two words, and `to-vendor/=get` a prefix and a word. */
function wordsIn(text: string): readonly string[] {
  const parts = text.split(/[+|&]/);
  if (parts.every(isWord)) return parts;
  const { prefix, word = '' } = /^(?<prefix>.*\/)[:=](?<word>[^/]*)$/.exec(text)?.groups ?? {};
  return prefix !== undefined && word.split(/[+|&]/).every(isWord)
    ? [prefix, ...word.split(/[+|&]/)]
    : [text];
}

/** `to-vendor/get`: a prefix to which a word got, or a folder that is called so. */
function endsInWord(prefix: string): boolean {
  return prefix.includes('/') && isWord(prefix.slice(prefix.lastIndexOf('/') + 1));
}

function beginsGrant(text: string): boolean {
  return text.endsWith('/') || text === WHOLE_BUCKET;
}

function isWord(text: string): boolean {
  return ACCESSES.some((word) => word === text.toLowerCase()) || /^s3:[A-Za-z]+$/.test(text);
}

function grantOf({ prefix, words }: Draft): WrittenGrant {
  const extraActions = words.filter((word) => word.includes(':'));
  const allow = words.filter((word) => !word.includes(':'));
  return {
    prefix: prefix === WHOLE_BUCKET ? '' : prefix,
    allow: allow.map((word) => (isWord(word) ? word.toLowerCase() : word)),
    ...(extraActions.length > 0 ? { extraActions } : {}),
  };
}

function noGrant(part: string): UserError {
  return new UserError(
    `${JSON.stringify(part)} is not a grant; it looks like: to-vendor/ get,list (for the whole bucket: ${WHOLE_BUCKET} get,list)`,
  );
}

/** As `parseGrants` reads it. */
export function grantText({ prefix, allow, extraActions = [] }: WrittenGrant): string {
  const shown = prefix === '' ? WHOLE_BUCKET : /[\s,;]/.test(prefix) ? `"${prefix}"` : prefix;
  return `${shown} ${[...allow, ...extraActions].join(',')}`;
}
