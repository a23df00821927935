/** `README.md` beside this file: what the last run of each room came to, by folder, and which changes no test has to notice. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alignedTable } from '../aligned-table';
import { type FolderScore, type KeptSurvivor, percentOf } from './verdicts';

/** What a run of a room came to. */
export interface RoomScore {
  /** `2026-11-28`. */
  readonly day: string;
  /** Percent of the functions that were changed, and the seed that chose them. */
  readonly share: number;
  readonly seed: string;
  readonly folders: readonly FolderScore[];
}

/** By room. */
export type Scores = Readonly<Record<string, RoomScore>>;

const SCORES = join(__dirname, 'scores.json');
export const PAGE = join(__dirname, 'README.md');

export function keptScores(): Scores {
  return JSON.parse(readFileSync(SCORES, 'utf8'));
}

/** Puts a run's scores in the place of the room's former ones, and writes the page anew. */
export function keepScore(room: string, score: RoomScore, survivors: readonly KeptSurvivor[]): void {
  const scores = { ...keptScores(), [room]: score };
  const inOrder = Object.fromEntries(Object.entries(scores).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(SCORES, `${JSON.stringify(inOrder, null, 2)}\n`);
  writeFileSync(PAGE, scoresPage(inOrder, survivors));
}

const HEAD = ['Room', 'Folder', 'What was changed', 'Changes', 'Noticed', 'Part', 'Left out', 'Day'];

export function scoresPage(scores: Scores, survivors: readonly KeptSurvivor[]): string {
  const rows = Object.entries(scores).flatMap(([room, { day, share, seed, folders }]) =>
    folders.map(({ folder, killed, survived, ignored }) => {
      const of = share === 100 ? 'all functions' : `${share} % of the functions, seed ${seed}`;
      const percent = percentOf({ killed, survived }).toFixed(1);
      return [
        room,
        `\`${folder}\``,
        of,
        `${killed + survived}`,
        `${killed}`,
        `${percent} %`,
        `${ignored}`,
        day,
      ];
    }),
  );
  const kept = survivors.map(
    ({ file, was, becomes, why }) => `- \`${file}\`: \`${was}\` becomes \`${becomes}\`. ${why}`,
  );
  return `${[
    '# Would the tests notice?',
    '`npm run test:mutation -- <area>` changes the code of an area, one small change at a time, and says which changes no test notices: [CONTRIBUTING.md](../../CONTRIBUTING.md#would-the-tests-notice). It writes this page.',
    alignedTable(HEAD, rows),
    '## Changes that no test has to notice',
    kept.length === 0 ? 'None.' : kept.join('\n'),
  ].join('\n\n')}\n`;
}
