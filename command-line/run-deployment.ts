/** `diff`, `deploy` and `destroy` at the command line: what they ask before they apply, and what they print. */
import { resolve } from 'node:path';
import { runDeploy } from '../actions/deploy/deployment';
import type { Operation, TenantOutcome } from '../actions/deploy/outcome';
import { DEPLOY_FORMATS } from '../actions/deploy/report-files';
import { jsonReport } from '../actions/deploy/report-json';
import { planText, runText } from '../actions/deploy/report-text';
import { consequencesOf } from '../actions/validate/against/given-and-taken';
import { projectAt } from '../actions/validate/against/project-at';
import { parseShard } from '../config/fleet/shard';
import { UserError } from '../config/user-error';
import type { ExitCode } from '../report/exit-codes';
import { jsonDocument } from '../report/json-document';
import { openReportFiles } from '../report/report-file';
import type { Context } from './command';

interface Values {
  readonly tenants: readonly string[];
  readonly parallelism: number | undefined;
  readonly against: string | undefined;
  readonly shard: string | undefined;
  readonly refresh: boolean;
  readonly destroy?: boolean;
  readonly plan?: string | undefined;
  readonly yes?: boolean;
  readonly fromPlan?: string | undefined;
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly markdown: string | undefined;
}

export async function runDeployment(
  operation: Operation,
  values: Values,
  context: Context,
): Promise<ExitCode> {
  const { tenants, parallelism, against, shard, refresh, destroy = false, plan, yes, fromPlan } = values;
  const { cwd, project, env, signal, abandoned, onEvent, isVerbose, stdout } = context;
  const isAsked = operation !== 'diff' && yes !== true && fromPlan === undefined;
  if (isAsked && !context.terminal)
    throw new UserError(
      `${operation} asks before it applies, and there is no terminal: --yes applies without asking, and --from-plan what diff --plan wrote`,
    );
  const files = openReportFiles(cwd, { junit: values.junit, markdown: values.markdown }, DEPLOY_FORMATS);
  const within = (folder: string | undefined) => folder && resolve(cwd, folder);
  const done = await runDeploy(
    project,
    {
      operation,
      tenants,
      destroys: operation === 'destroy' || destroy,
      parallelism,
      shard: shard === undefined ? undefined : parseShard(shard),
      before: against === undefined ? undefined : await projectAt(project, against, { env, signal }),
      refreshes: refresh,
      planTo: within(plan),
      planFrom: within(fromPlan),
    },
    {
      env,
      signal,
      abandoned,
      onEvent,
      rightsOf: (of, tenant, how) => consequencesOf(of, tenant, how, signal),
      approve: (planned) => approved(operation, planned, isAsked, context),
    },
  );
  files.write(done);
  stdout(values.json ? jsonDocument(jsonReport(done)) : runText(done, { isVerbose }));
  return done.exitCode;
}

async function approved(
  operation: Operation,
  planned: readonly TenantOutcome[],
  isAsked: boolean,
  context: Context,
): Promise<boolean> {
  context.stderr(`\n${planText(planned)}\n`);
  if (!isAsked) return true;
  const terminal = context.terminal?.();
  try {
    return (await terminal?.ask(`${operation}? Type yes to go on: `))?.trim() === 'yes';
  } finally {
    terminal?.close();
  }
}
