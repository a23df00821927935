/** What came of a run of the mutation tester: how much was noticed, and what was not. */
import { dirname } from 'node:path';

/** Of Stryker's report, what is read here: https://github.com/stryker-mutator/mutation-testing-elements */
export interface MutationReport {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>
  >;
}

interface Position {
  /** Counted from 1, both. */
  readonly line: number;
  readonly column: number;
}

interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status:
    | 'Killed'
    | 'Timeout'
    | 'Survived'
    | 'NoCoverage'
    | 'Ignored'
    | 'RuntimeError'
    | 'CompileError'
    | 'Pending';
  readonly statusReason?: string;
  readonly testsCompleted?: number;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** A change of the code. */
export interface Change {
  readonly file: string;
  /** What stands there, and what stood there instead. */
  readonly was: string;
  readonly becomes: string;
}

/** A change that no test notices, and why none has to. */
export interface KeptSurvivor extends Change {
  readonly why: string;
}

interface Mutant extends Change {
  readonly line: number;
  readonly status: ReportedMutant['status'];
  readonly reason: string;
  readonly tests: number;
}

/** Percent of the changes that a test must notice, in every folder. */
const ENOUGH = 90;

export interface FolderScore {
  readonly folder: string;
  readonly killed: number;
  readonly survived: number;
  readonly ignored: number;
}

/** By folder, in order. What could not be told, because the change does not run, counts for nothing. */
export function scores(report: MutationReport): readonly FolderScore[] {
  const folders = new Map<string, Mutant[]>();
  for (const mutant of mutantsOf(report)) {
    const folder = dirname(mutant.file);
    folders.set(folder, [...(folders.get(folder) ?? []), mutant]);
  }
  return [...folders]
    .map(([folder, mutants]) => ({
      folder,
      killed: mutants.filter(isKilled).length,
      survived: mutants.filter(isSurvivor).length,
      ignored: mutants.filter(({ status }) => status === 'Ignored').length,
    }))
    .sort((one, other) => (one.folder < other.folder ? -1 : 1));
}

export function percentOf({ killed, survived }: Pick<FolderScore, 'killed' | 'survived'>): number {
  return killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
}

/** What was left out, by why. */
export function leftOut(report: MutationReport): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { status, reason } of mutantsOf(report))
    if (status === 'Ignored') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/** What is wrong, a line each; none where enough was noticed, and each survivor has its sentence. */
export function faultsOf(report: MutationReport, kept: readonly KeptSurvivor[]): readonly string[] {
  const mutants = mutantsOf(report);
  const isOf = (mutant: Mutant) => (one: Change) =>
    one.file === mutant.file && one.was === mutant.was && one.becomes === mutant.becomes;
  return [
    ...scores(report)
      .filter((score) => percentOf(score) < ENOUGH)
      .map(
        (score) => `${score.folder}: ${percentOf(score).toFixed(1)} % killed, and ${ENOUGH} % are asked for`,
      ),
    ...mutants
      .filter((mutant) => isSurvivor(mutant) && !kept.some(isOf(mutant)))
      .map((mutant) => `${mutant.file}:${mutant.line} ${why(mutant)}: ${mutant.was} → ${mutant.becomes}`),
    ...kept
      .filter((one) => mutants.some((mutant) => isOf(mutant)(one) && isKilled(mutant)))
      .filter((one) => !mutants.some((mutant) => isOf(mutant)(one) && isSurvivor(mutant)))
      .map(({ file, was }) => `${file}: a test notices it now; take it out of survivors.json: ${was}`),
  ];
}

/** The last is a fault of `rooms.ts`: a test that reaches the code does so through a folder that is not the room's. */
function why({ status, tests }: Mutant): string {
  if (status === 'NoCoverage') return 'no test runs';
  return tests > 0 ? 'no test notices' : 'no test was found for';
}

function isKilled({ status }: Mutant): boolean {
  return status === 'Killed' || status === 'Timeout';
}

function isSurvivor({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function mutantsOf({ files }: MutationReport): readonly Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(
      ({ location, replacement = '', status, statusReason = '', testsCompleted = 0 }): Mutant => ({
        file,
        line: location.start.line,
        was: onOneLine(between(lines, location)),
        becomes: onOneLine(replacement),
        status,
        reason: statusReason,
        tests: testsCompleted,
      }),
    );
  });
}

function between(lines: readonly string[], { start, end }: ReportedMutant['location']): string {
  const text = lines.slice(start.line - 1, end.line);
  const last = text.pop() ?? '';
  return [...text, last.slice(0, end.column - 1)].join('\n').slice(start.column - 1);
}

export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
