/** The commands that a page shows: the lines of its `sh` blocks, and what the CI jobs in its `yaml` blocks run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

export interface PageCommand {
  readonly page: string;
  /** Blocks are counted from 1: each is typed into one shell. */
  readonly block: number;
  /** Without its comment, on one line. */
  readonly text: string;
}

export function commandsOf(page: string): readonly PageCommand[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/^```(sh|yaml)\n([\s\S]*?)^```/gm)];
  return blocks.flatMap(([, language, block = ''], at) =>
    (language === 'sh' ? shellLines(block) : jobLines(block)).map((line) => ({
      page,
      block: at + 1,
      text: line,
    })),
  );
}

function shellLines(block: string): readonly string[] {
  const lines = block.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.flatMap((line) => withoutComment(line).split(' && ')).filter((line) => line !== '');
}

/** Those that are npm's or ours; a job's other lines are the code host's own. */
function jobLines(block: string): readonly string[] {
  const all = [...block.matchAll(/^\s*-\s+(?:run:\s+)?((?:npm|npx) .*)$/gm)];
  return all.flatMap(([, line = '']) => withoutComment(line));
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|\s+)#.*$/, '').trim();
}

/** Words as a shell takes them, with `$NAME` filled in where it stands outside of single quotes. */
export function wordsOf(text: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"|\$(\w+)/g, (_, plain?: string, quoted?: string, name?: string) => {
      if (plain !== undefined) return plain;
      const filled = (one: string): string => env[one] ?? '';
      return name === undefined
        ? (quoted ?? '').replaceAll(/\$(\w+)/g, (_all, one: string) => filled(one))
        : filled(name);
    }),
  );
}
