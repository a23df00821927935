/** Words as a shell reads them, and as a user mistypes them. */

/** Splits a line at blanks, takes quotes off, and leaves out where output goes. */
export function shellWords(line: string): readonly string[] {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const to = words.findIndex((word) => word === '>' || word === '>>');
  return to < 0 ? words : words.slice(0, to);
}

/** Two neighbouring letters in the middle swapped, or one doubled where they are the same. */
export function misspelt(word: string): string {
  const at = Math.max(0, Math.floor(word.length / 2) - 1);
  const [one = '', other = ''] = [word[at], word[at + 1]];
  const swapped = /[-=]/.test(one + other) || one === other ? `${one}${one}${other}` : `${other}${one}`;
  return `${word.slice(0, at)}${swapped}${word.slice(at + 2)}`;
}
