/**
 * Findings as SARIF 2.1.0, which code hosts show beside the lines they are about.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { FINDING_KINDS } from './finding';
import { type LintedFile, masked } from './report';

export function sarifReport(files: readonly LintedFile[]): string {
  const results = files.flatMap((one) => {
    if ('error' in one) return [];
    return one.result.findings.map(({ id, severity, message, remedy, start, end }) => {
      const from = one.source.placeOf(start);
      const to = one.source.placeOf(end);
      const region = {
        startLine: from.line,
        startColumn: from.column,
        endLine: to.line,
        endColumn: to.column,
      };
      const physicalLocation = { artifactLocation: { uri: encodeURI(one.file) }, region };
      return {
        ruleId: id,
        level: severity,
        message: { text: masked(`${message}; ${remedy}`) },
        locations: [{ physicalLocation }],
      };
    });
  });
  const found = new Set(results.map(({ ruleId }) => ruleId));
  const rules = [...found].sort().map((id) => {
    const [level, text] = FINDING_KINDS[id];
    return { id, shortDescription: { text }, defaultConfiguration: { level } };
  });
  const unread = files.flatMap((one) =>
    'error' in one ? [{ level: 'error', message: { text: `${one.file}: ${one.error}` } }] : [],
  );
  const run = {
    tool: { driver: { name: 's3-handshake lint', rules } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: unread.length === 0, toolExecutionNotifications: unread }],
    results,
  };
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
