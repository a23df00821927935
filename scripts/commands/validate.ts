/** `s3-handshake validate`: checks all files, and proves that the policies allow what they say and nothing else. */
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ActionCatalogue, loadActions } from '../../actions/validate/action-catalogue';
import { compare } from '../../actions/validate/against/comparison';
import { comparisonText } from '../../actions/validate/against/comparison-text';
import { projectAt } from '../../actions/validate/against/project-at';
import { problemFinding } from '../../actions/validate/finding';
import { findingsOf, type Report } from '../../actions/validate/report';
import {
  JUNIT_MARK,
  junitReport,
  MARKDOWN_MARK,
  markdownReport,
  SARIF_MARK,
  sarifReport,
} from '../../actions/validate/report-files';
import { jsonReport } from '../../actions/validate/report-json';
import { findingText, headline, numbered, tenantText } from '../../actions/validate/report-text';
import { type TenantReport, validateTenant } from '../../actions/validate/validate-tenant';
import { loadProject, type Project, selectTenants } from '../../config/fleet/project';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import { UserError } from '../../config/user-error';
import { matchesAny } from '../../config/values/name-pattern';
import type { Problem } from '../../config/yaml/problem';
import { quotaProblemsOf } from '../../policies/deployable';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { fold, WIDTH } from '../../report/fold';
import { clearReport, writeReport } from '../../report/report-file';
import type { Command, Io } from '../command';

/** With more tenants than this, only those with findings get a table. */
const TABLES = 5;

export const command: Command = {
  name: 'validate',
  summary: 'Check all files, and prove that the policies allow what they say, and no more.',
  usage: [
    'Usage: s3-handshake validate [tenant…] [options]',
    '',
    'Needs no account and no network. Names may hold * and ?; without any, all tenants are validated.',
    '',
    '  --against REF    say what has changed since a commit of git: what is given, what is taken',
    '  --json           one document on standard output',
    '  --junit FILE     write the report as JUnit XML as well',
    '  --sarif FILE     … as SARIF, for code hosts that show findings beside the lines',
    '  --markdown FILE  … as markdown, for a comment beside a change',
    '',
    'Exit codes: 0 all as it should be, 2 a finding (a problem of a file is one; a change and a notice are none),',
    '1 could not tell (no project here, no such tenant, no such commit), 130 interrupted.',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      sarif: { type: 'string' },
      markdown: { type: 'string' },
    },
    allowPositionals: true,
  });
  const files = reportFiles(values, io);
  // A report that is there afterwards is of this run.
  for (const { file, mark } of files) clearReport(file, mark);

  const before = values.against === undefined ? undefined : projectAt(io.cwd, values.against, io.env);
  const project = loadProject(io.cwd, { tenants: positionals });
  refuseUnknown(project, positionals, before?.project);
  const catalogue = await loadActions();
  const report = await validate(project, positionals, catalogue, io);
  if (!report) return EXIT.interrupted;
  const isAsked = (name: string) => positionals.length === 0 || matchesAny(positionals, name);
  const whole: Report = before
    ? { ...report, comparison: compare(before, project, values.against ?? '', catalogue, isAsked) }
    : report;

  for (const { file, mark, render } of files) writeReport(file, render(whole), mark);
  io.stdout(values.json ? `${JSON.stringify(jsonReport(whole), null, 2)}\n` : textReport(whole));
  return whole.exitCode;
}

/** A name that nothing bears is a slip; one whose file is broken, or gone since `before`, is not. */
function refuseUnknown(project: Project, patterns: readonly string[], before: Project | undefined): void {
  const known = [...project.tenantNames, ...(before?.tenantNames ?? [])];
  const unknown = patterns.filter((pattern) => !known.some((name) => matchesAny([pattern], name)));
  if (unknown.length > 0) selectTenants(project, unknown);
  if (known.length === 0 && project.problems.length === 0)
    throw new UserError('there is no tenant: tenants/ holds no file');
}

/** Undefined where it was interrupted. */
async function validate(
  project: Project,
  patterns: readonly string[],
  catalogue: ActionCatalogue,
  io: Io,
): Promise<Report | undefined> {
  const asked = (name: string) => patterns.length === 0 || matchesAny(patterns, name);
  const bears = bearsOn(project, asked, patterns.length === 0);
  const tenants: TenantReport[] = [];
  const wanted = project.tenants.filter(({ name }) => asked(name));
  for (const tenant of wanted) {
    // Lets Ctrl-C through.
    await setImmediate();
    if (io.signal.aborted) return undefined;
    tenants.push(validateTenant(project, tenant, catalogue));
  }
  const problems = [
    ...project.problems.filter(bears),
    ...wanted.flatMap((tenant) => quotaProblemsOf(project, tenant)),
  ].map(problemFinding);
  const notices = project.notices.filter(bears);
  const parts = { tenants, problems, notices };
  return { ...parts, exitCode: findingsOf(parts).length > 0 ? EXIT.finding : EXIT.ok };
}

/** Whether a problem stands in a file that was asked about: a tenant's own, its vendor's, the fleet's. */
function bearsOn(
  { tenantNames }: Project,
  asked: (name: string) => boolean,
  all: boolean,
): (problem: Problem) => boolean {
  const others = new Set(tenantNames.filter((name) => !asked(name)).map((name) => pathOf(TENANTS, name)));
  return ({ file }) => all || !others.has(file);
}

interface ReportFile {
  readonly file: string;
  readonly mark: string;
  readonly render: (report: Report) => string;
}

function reportFiles(
  { junit, sarif, markdown }: { junit?: string; sarif?: string; markdown?: string },
  { cwd }: Io,
): readonly ReportFile[] {
  const wanted = [
    { file: junit, mark: JUNIT_MARK, render: junitReport },
    { file: sarif, mark: SARIF_MARK, render: sarifReport },
    { file: markdown, mark: MARKDOWN_MARK, render: markdownReport },
  ];
  return wanted.flatMap(({ file, ...rest }) =>
    file === undefined ? [] : [{ file: resolve(cwd, file), ...rest }],
  );
}

function textReport(report: Report): string {
  const { tenants, problems, notices, comparison } = report;
  const isShort = tenants.length <= TABLES;
  const parts = [
    ...tenants.map((one) =>
      isShort || one.findings.length > 0
        ? `${tenantText(one)}\n`
        : `${fold(headline(one), WIDTH).join('\n  ')}\n`,
    ),
    ...(problems.length === 0 ? [] : [`${problems.map(findingText).join('')}\n`]),
    ...(notices.length === 0
      ? []
      : [`${notices.map((notice) => findingText({ ...notice, rule: 'file' })).join('')}\n`]),
    ...(comparison ? [`${comparisonText(comparison)}\n`] : []),
  ];
  return `${parts.join('')}${closing(report)}\n`;
}

function closing(report: Report): string {
  const { tenants, notices } = report;
  const findings = findingsOf(report).length;
  const proven = tenants.filter((one) => one.findings.length === 0).length;
  const noticed = notices.length === 0 ? '' : `, ${numbered(notices.length, 'notice')}`;
  const proof =
    tenants.length === 0 ? 'no tenant to prove' : `${proven} of ${numbered(tenants.length, 'tenant')} proven`;
  return `${proof}; ${findings === 0 ? 'no finding' : numbered(findings, 'finding')}${noticed}`;
}
