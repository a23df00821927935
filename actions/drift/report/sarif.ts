/** The report as SARIF: each finding at the line of the tenant's file that says what is expected. */
import { FLEET_FILE } from '../../../config/fleet/project-files';
import { formatProblem } from '../../../config/yaml/problem';
import { sarifLog } from '../../../report/sarif';
import { rulesOf } from '../rules';
import { DRIFT, type Report } from './document';
import { incompleteLines } from './words';

export function reportSarif(report: Report): string {
  const { findings, leftOut } = report;
  return sarifLog({
    name: DRIFT,
    rules: rulesOf(findings),
    findings,
    inconclusive: [...incompleteLines(report), ...leftOut.map(formatProblem)],
    // What has lost its file is the fleet's to look after.
    fallback: FLEET_FILE,
  });
}
