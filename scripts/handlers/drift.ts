/** `s3-handshake drift` runs: what is deployed is compared with what the tenants' files say. */
import { noting } from '../../actions/deploy/noted';
import { mergeReports } from '../../actions/drift/merge-reports';
import { readRights } from '../../actions/drift/read-rights';
import { reportJson } from '../../actions/drift/report/document';
import { DRIFT_FORMATS } from '../../actions/drift/report/formats';
import { reportText } from '../../actions/drift/report/text';
import { type DriftOptions, runDrift } from '../../actions/drift/run';
import type { Context } from '../../command-line/command';
import { readAllNamed } from '../../command-line/named-file';
import { parseShard } from '../../config/fleet/shard';
import { UserError } from '../../config/user-error';
import type { Partition } from '../../config/values/arn';
import { ACCOUNT_PATTERN } from '../../config/values/aws-account';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { openReportFiles } from '../../report/report-file';
import { styleFor } from '../../report/style';

interface Values {
  /** Names of tenants; files with `merge`. */
  readonly names: readonly string[];
  readonly engine: 'api' | 'terraform';
  readonly parallelism: number | undefined;
  readonly shard: string | undefined;
  readonly account: readonly string[];
  readonly profile: string | undefined;
  readonly merge: boolean;
  readonly policy: boolean;
  readonly partition: Partition;
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly sarif: string | undefined;
  readonly markdown: string | undefined;
  readonly html: string | undefined;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const { policy, partition, merge, json, junit, sarif, markdown, html } = values;
  if (policy) {
    context.stdout(`${JSON.stringify(readRights(partition), null, 2)}\n`);
    return EXIT.ok;
  }
  const files = openReportFiles(context.cwd, { junit, sarif, markdown, html }, DRIFT_FORMATS);
  const report = merge
    ? mergeReports(await readAllNamed(values.names, context))
    : await runDrift(context.project, optionsOf(values), noting(context.project, 'drift', context));
  files.write(report);
  context.stdout(json ? reportJson(report) : reportText(report, styleFor(context.isColoured ?? false)));
  return report.exitCode;
}

function optionsOf(values: Values): DriftOptions {
  const { engine, parallelism, shard, account, profile, names, json, markdown, html } = values;
  const isDrawn = markdown !== undefined || html !== undefined;
  if (names.length > 0 && shard !== undefined)
    throw new UserError('--shard splits the whole fleet; leave the names of tenants out');
  const accounts = account.flatMap((typed) => typed.split(','));
  const odd = accounts.find((typed) => !ACCOUNT_PATTERN.test(typed));
  if (odd !== undefined) throw new UserError(`--account is ${odd}; an AWS account has 12 digits`);
  if (accounts.length > 0 && (names.length > 0 || engine === 'terraform'))
    throw new UserError(
      '--account is about orphans, which the engine api looks for, without names of tenants only',
    );
  return {
    engine,
    tenants: names,
    accounts,
    // Shards hand their pictures on as JSON.
    pictures: isDrawn ? 'all' : json ? 'differing' : 'none',
    ...(parallelism === undefined ? {} : { parallelism }),
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    ...(profile === undefined ? {} : { profile }),
  };
}
