/**
 * Findings as SARIF 2.1.0, which code hosts show beside the lines they are about.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

export type SarifLevel = 'error' | 'warning' | 'note';

/** What a finding is an instance of. */
export interface SarifRule {
  /** Stable: code hosts tell old findings from new ones by it. */
  readonly id: string;
  /** One sentence. */
  readonly text: string;
}

export interface SarifTool {
  /** `s3-handshake validate`. */
  readonly name: string;
  readonly rules?: readonly SarifRule[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  readonly message: string;
  /** Relative to the repository, with `/`. */
  readonly file: string;
  /** Counted from 1; without it the whole file is meant. */
  readonly line?: number | undefined;
  /** Counted from 1. */
  readonly column?: number | undefined;
  /** By what code hosts know the finding again, whatever line it stands on by then. */
  readonly fingerprint?: string | undefined;
}

/**
 * One run as a SARIF document, ending in a line feed. `couldNotTell`: what kept the tool from looking at everything;
 * with any of it the run does not count as successful.
 */
export function sarifLog(
  { name, rules = [] }: SarifTool,
  results: readonly SarifResult[],
  couldNotTell: readonly string[] = [],
): string {
  const run = {
    tool: { driver: { name, rules: rules.map(({ id, text }) => ({ id, shortDescription: { text } })) } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: couldNotTell.length === 0,
        toolExecutionNotifications: couldNotTell.map((text) => ({ level: 'error', message: { text } })),
      },
    ],
    results: results.map(resultOf),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf({ ruleId, level, message, file, line, column, fingerprint }: SarifResult): unknown {
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  const artifactLocation = { uri: file.split('/').map(encodeURIComponent).join('/') };
  return {
    ruleId,
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, ...region } }],
    // The name that GitHub reads: without it, it tells findings apart by the line alone.
    ...(fingerprint === undefined ? {} : { partialFingerprints: { primaryLocationLineHash: fingerprint } }),
  };
}
