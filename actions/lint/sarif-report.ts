/** Lint's findings as SARIF. */
import { sarifLog, sarifMark } from '../../report/sarif';
import { FINDING_KINDS, type FindingId } from './finding';
import { findingsOf, type LintedFile, unreadIn } from './report';

const NAME = 's3-handshake lint';
export const SARIF_MARK = sarifMark(NAME);

export function sarifReport(files: readonly LintedFile[]): string {
  const findings = findingsOf(files);
  const found = [...new Set(findings.map(({ rule }) => rule as FindingId))].sort();
  return sarifLog({
    name: NAME,
    rules: found.map((id) => ({ id, text: FINDING_KINDS[id].asks })),
    findings,
    inconclusive: files.flatMap((one) => unreadIn(one).map((why) => `${one.file}: ${why}`)),
    fallback: files[0]?.file ?? '',
  });
}
