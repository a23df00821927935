/** Lint's findings as SARIF. */
import { type SarifResult, sarifLog } from '../../report/sarif';
import { FINDING_KINDS, type FindingId } from './finding';
import { type LintedFile, masked } from './report';

const NAME = 's3-handshake lint';
/** What every report of this command holds. */
export const SARIF_MARK = `"${NAME}"`;

export function sarifReport(files: readonly LintedFile[]): string {
  const found = new Set<FindingId>();
  const results = files.flatMap((one): readonly SarifResult[] => {
    if ('error' in one) return [];
    return one.result.findings.map(({ id, severity, message, remedy, start }) => {
      found.add(id);
      const place = one.source.placeOf(start);
      return {
        ruleId: id,
        level: severity,
        message: masked(`${message}; ${remedy}`),
        file: one.file,
        ...place,
      };
    });
  });
  const rules = [...found].sort().map((id) => ({ id, text: FINDING_KINDS[id][1] }));
  const unread = files.flatMap((one) => ('error' in one ? [`${one.file}: ${one.error}`] : []));
  return sarifLog({ name: NAME, rules }, results, unread);
}
