/** `s3-handshake verify`: proves that the vendor's access works and that nothing else does. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Actor } from '../../actions/verify/check';
import { entrancesFor } from '../../actions/verify/entrances';
import type { Through } from '../../actions/verify/planned-checks';
import { progressFor } from '../../actions/verify/progress';
import { JUNIT_MARK, junitReport, MARKDOWN_MARK, markdownReport } from '../../actions/verify/report-files';
import { jsonReport } from '../../actions/verify/report-json';
import { summary, textReport } from '../../actions/verify/report-text';
import { SETTLING_SECONDS } from '../../actions/verify/settling';
import { exitCodeOf } from '../../actions/verify/tally';
import { defaultActor, type TenantReport, verifyTenant } from '../../actions/verify/verify-tenant';
import { inParallel } from '../../aws/pool';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem } from '../../config/yaml/problem';
import { loadDeployable } from '../../policies/deployable';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { clearReport, writeReport } from '../../report/report-file';
import type { Command, Io } from '../command';

const DEFAULT_PARALLELISM = '8';
const DEFAULT_TIMEOUT = '30';
/** With more tenants than this, only those that need a look get a table. */
const TABLES = 5;

export const command: Command = {
  name: 'verify',
  summary: "Prove that the vendor's access works and that nothing else does.",
  usage: [
    'Usage: s3-handshake verify [tenant…] [options]',
    '',
    '  --as vendor|verifier|simulation',
    "                         whose credentials are the caller's: the vendor's, the tenant's verifier's, or",
    "                         the owner's, who reads the deployed policies back and has them judged",
    '                         (default: verifier where the tenant has one, else simulation)',
    "  --profile NAME         the caller's profile of the AWS configuration files",
    "  --owner-profile NAME   the bucket owner's: seeds what the vendor may only read, reads policies back,",
    "                         and removes what is left (default: the fleet's role verify or read)",
    '  --through bucket|access-point|both',
    '                         by which names (default: both, where there is an access point)',
    '  --read-only            write nothing',
    `  --no-wait              do not give a deployment ${SETTLING_SECONDS} seconds to act`,
    `  --parallelism N        tenants at once (default: ${DEFAULT_PARALLELISM})`,
    `  --timeout N            seconds that a request may take (default: ${DEFAULT_TIMEOUT})`,
    '  --json                 one document on standard output',
    '  --junit FILE           write the report as JUnit XML as well',
    '  --markdown FILE        … as markdown',
    '',
    'Probe objects are named <prefix>.s3-handshake/<random>; they never overwrite, and are removed at the end.',
    'Exit codes: 0 all as it should be, 1 could not tell, 2 a check failed, 130 interrupted.',
  ].join('\n'),
  run,
};

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      as: { type: 'string' },
      profile: { type: 'string' },
      'owner-profile': { type: 'string' },
      through: { type: 'string' },
      'read-only': { type: 'boolean', default: false },
      'no-wait': { type: 'boolean', default: false },
      parallelism: { type: 'string', default: DEFAULT_PARALLELISM },
      timeout: { type: 'string', default: DEFAULT_TIMEOUT },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      markdown: { type: 'string' },
    },
    allowPositionals: true,
  });
}

type Values = ReturnType<typeof parse>['values'];

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parse(argv);
  const as = oneOf('--as', values.as, ['vendor', 'verifier', 'simulation'] as const);
  const through = oneOf('--through', values.through, ['bucket', 'access-point', 'both'] as const);
  const parallelism = wholeNumber('--parallelism', values.parallelism, 256);
  const timeout = wholeNumber('--timeout', values.timeout, 3_600) * 1_000;
  const { tenants, leftOut } = loadDeployable(io.cwd, positionals);
  const problems = leftOut.map(formatProblem);
  for (const problem of problems) io.stderr(`${problem}\n`);
  const asked = fitting(tenants, as, through, positionals.length > 0, io);
  const files = reportFiles(values, io);
  // A report that is there afterwards is of this run.
  for (const { file, mark } of files) clearReport(file, mark);

  const enter = entrancesFor({
    env: io.env,
    profile: values.profile,
    ownerProfile: values['owner-profile'],
    timeout,
  });
  const progress = progressFor(io);
  const reports = await inParallel(asked, parallelism, io.signal, async (tenant) => {
    const actor = as ?? defaultActor(tenant);
    progress.started(tenant.name);
    const report = await verifyTenant(tenant, enter(tenant, actor), {
      as: actor,
      through,
      readOnly: values['read-only'],
      settlingSeconds: values['no-wait'] ? 0 : SETTLING_SECONDS,
      signal: io.signal,
      onCheck: (check, done, total) => progress.at(tenant.name, check, done, total),
    });
    progress.ended(report);
    return report;
  });

  const verdict = exitCodeOf(reports, io.signal.aborted);
  const exitCode = verdict !== EXIT.interrupted && problems.length > 0 ? EXIT.error : verdict;
  for (const { file, mark, render } of files) writeReport(file, render(reports, problems), mark);
  if (values.json) io.stdout(`${JSON.stringify(jsonReport(reports, problems, exitCode), null, 2)}\n`);
  else io.stdout(textReports(reports));
  return exitCode;
}

function textReports(reports: readonly TenantReport[]): string {
  return reports
    .map((report) =>
      reports.length <= TABLES || exitCodeOf([report], report.interrupted) !== EXIT.ok
        ? textReport(report)
        : `${summary(report)}\n`,
    )
    .join(reports.length <= TABLES ? '\n' : '');
}

/** What was asked for by name must be possible; of all the rest it is left out with a word. */
function fitting(
  tenants: readonly Tenant[],
  as: Actor | undefined,
  through: Through | undefined,
  named: boolean,
  io: Io,
): readonly Tenant[] {
  const misfits = new Map(tenants.map((tenant) => [tenant, misfit(tenant, as, through)]));
  const fit = tenants.filter((tenant) => misfits.get(tenant) === undefined);
  const words = [...misfits].flatMap(([{ file }, why]) => (why === undefined ? [] : [`${file}: ${why}`]));
  if (words.length > 0 && (named || fit.length === 0)) throw new UserError(words.join('\n'));
  for (const line of words) io.stderr(`Left out: ${line}\n`);
  return fit;
}

function misfit(
  { accessPoint, verifier, credentials }: Tenant,
  as: Actor | undefined,
  through: Through | undefined,
): string | undefined {
  if (through === 'access-point' && !accessPoint)
    return 'has no accessPoint; --through bucket is what there is';
  if (as === 'verifier' && credentials === 'access-key')
    return 'has no verifier, because nothing is assumed with credentials: access-key; --as vendor takes the key itself, --as simulation needs none';
  if (as === 'verifier' && !verifier) return 'names no verifier; --as simulation needs none';
  return undefined;
}

interface ReportFile {
  readonly file: string;
  readonly mark: string;
  readonly render: (reports: readonly TenantReport[], problems: readonly string[]) => string;
}

function reportFiles({ junit, markdown }: Values, { cwd }: Io): readonly ReportFile[] {
  return [
    ...(junit === undefined ? [] : [{ file: resolve(cwd, junit), mark: JUNIT_MARK, render: junitReport }]),
    ...(markdown === undefined
      ? []
      : [{ file: resolve(cwd, markdown), mark: MARKDOWN_MARK, render: markdownReport }]),
  ];
}

function oneOf<Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const known = words.find((word) => word === text);
  if (known === undefined) throw new UserError(`${option} is ${text}; it is one of ${words.join(', ')}`);
  return known;
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UserError(`${option} is ${text}; it is a whole number from 1 to ${most}`);
}
