/**
 * Findings as SARIF 2.1.0, which code hosts show beside the lines they are about.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

import { visible, visibleJson } from '../config/values/visible';
import type { Finding, Place, Severity } from './finding';
import type { Rule } from './finding-rule';
import { details, sentence } from './finding-words';

/** Below `note` SARIF has `none`, which code hosts do not show. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  note: 'note',
};

export interface SarifRun {
  /** `s3-handshake validate`; {@link sarifMark} finds it again. */
  readonly name: string;
  /** Of the findings at least. */
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  /** What kept the run from looking at everything; with any of it the run does not count as successful. */
  readonly inconclusive: readonly string[];
  /** The file that stands for a finding without a place: code hosts show nothing without a file. */
  readonly fallback: string;
}

/** One run as a SARIF document, ending in a line feed. */
export function sarifLog({ name, rules, findings, inconclusive, fallback }: SarifRun): string {
  const run = {
    tool: {
      driver: {
        name,
        rules: rules.map(({ id, text }) => ({ id, shortDescription: { text: visible(text) } })),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: inconclusive.length === 0,
        toolExecutionNotifications: inconclusive.map((text) => ({
          level: 'error',
          message: { text: visible(text) },
        })),
      },
    ],
    results: findings.map((finding) => resultOf(finding, fallback)),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
}

/** By what a report of the same name is known. */
export function sarifMark(name: string): string {
  return `"driver": {\n          "name": ${JSON.stringify(name)}`;
}

function resultOf(finding: Finding, fallback: string): unknown {
  const { rule, severity, place, fingerprint } = finding;
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: [sentence(finding), ...details(finding)].map(visible).join('\n') },
    locations: [{ physicalLocation: locationOf(place ?? { file: fallback }) }],
    // The name that GitHub reads: without it, it tells findings apart by the line alone.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

function locationOf({ file, line, column, endLine, endColumn }: Place): unknown {
  const uri = visible(file).split('/').map(encodeURIComponent).join('/');
  if (line === undefined) return { artifactLocation: { uri } };
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation: { uri }, region };
}
