/** A run in files, for CI: JUnit XML and markdown. */
import { formatProblem } from '../../config/yaml/problem';
import { type JunitCase, junitMark, junitXml, leftOutSuites } from '../../report/junit';
import { markdownList, markdownMark, markdownTable, markdownText } from '../../report/markdown';
import type { ReportFormat } from '../../report/report-file';
import { type TenantOutcome, whyText } from './outcome';
import { countsOf } from './planned-changes';
import { ownWords, summary } from './report-text';
import type { DeployRun } from './work';

const NAME = 's3-handshake deploy';

const STATUS: Readonly<Record<TenantOutcome['outcome'], JunitCase['status']>> = {
  unchanged: 'pass',
  nothing: 'pass',
  applied: 'pass',
  planned: 'fail',
  failed: 'error',
  skipped: 'error',
};

function junit({ operation, outcomes, leftOut }: DeployRun): string {
  const cases = outcomes.map((one): JunitCase => {
    const { tenant, outcome, message = countsOf(one.changes), remediation, terraform, seconds } = one;
    const status = STATUS[outcome];
    const detail = [remediation, ownWords(terraform), ...one.rights, ...one.lost].filter(
      (text) => text !== undefined,
    );
    const said = status === 'pass' ? {} : { message, detail };
    return { name: tenant.name, seconds, status, ...said };
  });
  return junitXml(NAME, [{ name: operation, cases }, ...leftOutSuites(leftOut)]);
}

function markdown({ operation, outcomes, leftOut }: DeployRun): string {
  const rows = outcomes
    .filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'nothing')
    .map((one) => [
      one.tenant.name,
      one.tenant.account,
      one.outcome,
      one.message === undefined ? countsOf(one.changes) : whyText(one),
    ]);
  const own = outcomes.flatMap(({ tenant, terraform }) =>
    terraform === undefined ? [] : [`${tenant.name}: ${terraform}`],
  );
  const said = outcomes.flatMap(({ tenant, rights, lost }) =>
    [...rights, ...lost.map((text) => `lost: ${text}`)].map((text) => `${tenant.name}: ${text}`),
  );
  return [
    markdownMark(NAME),
    `## ${markdownText(summary(operation, outcomes))}`,
    ...(rows.length === 0 ? [] : [markdownTable(['Tenant', 'Account', 'Outcome', 'What'], rows)]),
    markdownList('### What it gives, takes and loses', said),
    markdownList("### Terraform's own words", own),
    markdownList('### Left out', leftOut.map(formatProblem)),
  ].join('\n\n');
}

export const DEPLOY_FORMATS: Readonly<Record<'junit' | 'markdown', ReportFormat<DeployRun>>> = {
  junit: { mark: junitMark(NAME), render: junit },
  markdown: { mark: markdownMark(NAME), render: markdown },
};
