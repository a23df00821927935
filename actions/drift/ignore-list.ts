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

/** `expired`: what it names is reported again. `unused`: nothing differs any more. `unknown`: not everything was looked at. */
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

/**
 * `today`: `YYYY-MM-DD`, in UTC. `covers`: whether everything that an address can name was looked at, so that an entry
 * without a finding is one too many.
 */
export function sift(
  findings: readonly DriftFinding[],
  entries: readonly Ignored[],
  today: string,
  covers: (address: string) => boolean,
): Sifted {
  const judged = entries.map((entry): JudgedEntry => {
    const matches = findings.filter((finding) => names(entry, finding)).length;
    return { ...entry, matches, state: stateOf(entry, matches, today, covers) };
  });
  const valid = judged.filter(({ until }) => today <= until);
  const isIgnored = (finding: DriftFinding) => valid.some((entry) => names(entry, finding));
  return {
    findings: findings.filter((finding) => !isIgnored(finding)),
    ignored: findings.filter(isIgnored),
    entries: judged,
  };
}

function names({ address, attribute }: Entry, finding: DriftFinding): boolean {
  return matchesAny([address], addressOf(finding)) && matchesAny([attribute], finding.attribute);
}

function stateOf(
  { until, address }: Entry,
  matches: number,
  today: string,
  covers: (address: string) => boolean,
): EntryState {
  if (today > until) return 'expired';
  if (matches > 0) return 'used';
  return covers(address) ? 'unused' : 'unknown';
}
