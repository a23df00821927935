/** `drift-ignore.yaml`: what is known to differ, why, and until when. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { DAY_PATTERN, dayProblem } from '../../config/values/day';
import { matchesAny } from '../../config/values/name-pattern';
import { quote } from '../../config/values/quote';
import type { Problem } from '../../config/yaml/problem';
import { problemsOf } from '../../config/yaml/problems-of';
import { fields, list, text, words } from '../../config/yaml/schema-parts';
import { check } from '../../config/yaml/schema-problems';
import { readYamlFile } from '../../config/yaml/yaml-file';
import { RESOURCE_KINDS } from '../../report/finding';
import { addressOf, type DriftFinding } from './finding';

export const IGNORE_FILE = 'drift-ignore.yaml';

const ADDRESS = new RegExp(`^[A-Za-z0-9*?-]+/(?:${RESOURCE_KINDS.join('|')}|\\*)$`);

function addressProblem(address: string): string | undefined {
  if (ADDRESS.test(address)) return undefined;
  return `${quote(address)} is not an address; it looks like acme-prod/bucket, with ${RESOURCE_KINDS.join(', ')} or * behind the slash`;
}

function attributeProblem(attribute: string): string | undefined {
  if (attribute.trim() === '') return 'is blank';
  if (/^[*?.]+$/.test(attribute))
    return 'would hide every finding; name the attribute, such as tags.owner or tags.*';
  return undefined;
}

const entrySchema = fields(
  {
    address: text(addressProblem, {
      description:
        'The tenant and the kind of resource, as the report names them. `*` and `?` stand for any text',
      pattern: ADDRESS.source,
      examples: ['acme-prod/bucket', 'acme-*/role'],
    }),
    attribute: text(attributeProblem, {
      description: 'The attribute, as the report names it. `*` and `?` stand for any text',
      examples: ['tags.owner', 'notifications.*'],
    }),
    reason: words({ description: 'Why it is accepted that this differs' }),
    until: text(dayProblem, {
      description: 'The last day on which it is accepted, YYYY-MM-DD',
      pattern: DAY_PATTERN.source,
      examples: ['2027-03-31'],
    }),
  },
  { description: 'A difference that is known' },
);

export const ignoreListSchema = fields(
  { ignore: list(entrySchema, { description: 'The differences that are known' }).optional() },
  { description: 'What drift does not report' },
);

type Entry = z.infer<typeof entrySchema>;

/** A difference that is known, and where the file says so. */
export interface Ignored extends Entry {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface IgnoreList {
  readonly entries: readonly Ignored[];
  readonly problems: readonly Problem[];
}

/** No file: nothing is ignored. A file with problems: nothing is ignored, and the problems say why. */
export function readIgnoreList(root: string): IgnoreList {
  if (!existsSync(join(root, IGNORE_FILE))) return { entries: [], problems: [] };
  const yaml = readYamlFile(root, IGNORE_FILE);
  if (yaml.fields === undefined) return { entries: [], problems: yaml.problems };
  const { says, findings } = check(ignoreListSchema, yaml.fields, yaml.source);
  const problems = [...yaml.problems, ...problemsOf(yaml, findings)];
  if (problems.length > 0) return { entries: [], problems };
  const entries = (says as z.infer<typeof ignoreListSchema>).ignore ?? [];
  return {
    problems: [],
    entries: entries.map((entry, index) => ({
      ...entry,
      file: yaml.file,
      line: yaml.position(['ignore', index]).line,
    })),
  };
}

/** `expired`: what it names is reported again. `unused`: nothing differs any more. `unknown`: not all of it was read. */
export type EntryState = 'used' | 'unused' | 'expired' | 'unknown';

export interface JudgedEntry extends Ignored {
  readonly state: EntryState;
  /** How many findings it names. */
  readonly matches: number;
}

export interface Sifted {
  /** What is left to report. */
  readonly findings: readonly DriftFinding[];
  readonly ignored: readonly DriftFinding[];
  readonly entries: readonly JudgedEntry[];
}

/** `today`: `YYYY-MM-DD`, in UTC. `covers`: whether everything that an entry can name was read. */
export function sift(
  findings: readonly DriftFinding[],
  entries: readonly Ignored[],
  today: string,
  covers: (entry: Ignored) => boolean,
): Sifted {
  const judged = entries.map((entry): JudgedEntry => {
    const matches = findings.filter((finding) => names(entry, finding)).length;
    const isExpired = today > entry.until;
    return { ...entry, matches, state: entryState({ isExpired, matches, isCovered: covers(entry) }) };
  });
  const isLeft = (finding: DriftFinding) => !isIgnored(finding, entries, today);
  return {
    findings: findings.filter(isLeft),
    ignored: findings.filter((finding) => !isLeft(finding)),
    entries: judged,
  };
}

/** Whether an entry names the finding on a day on which it holds. `today`: `YYYY-MM-DD`, in UTC. */
export function isIgnored(finding: DriftFinding, entries: readonly Ignored[], today: string): boolean {
  return entries.some((entry) => today <= entry.until && names(entry, finding));
}

function names({ address, attribute }: Entry, finding: DriftFinding): boolean {
  return matchesAny([address], addressOf(finding)) && matchesAny([attribute], finding.attribute);
}

/** Of an entry that names so many findings. */
export function entryState({
  isExpired,
  matches,
  isCovered,
}: {
  readonly isExpired: boolean;
  readonly matches: number;
  readonly isCovered: boolean;
}): EntryState {
  if (isExpired) return 'expired';
  if (matches > 0) return 'used';
  return isCovered ? 'unused' : 'unknown';
}
