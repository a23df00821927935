/** `s3-handshake new` runs: a tenant's file, by questions, by flags, or many at once from a table. */

import { filePreview } from '../../actions/onboarding/after-new';
import { importJson, importText } from '../../actions/onboarding/import-report';
import { importTenants } from '../../actions/onboarding/import-tenants';
import { proposeTenant, writeTenant } from '../../actions/onboarding/new-tenant';
import { proposalJson, proposalText } from '../../actions/onboarding/proposal-report';
import { templateCsv } from '../../actions/onboarding/tenant-table';
import { type Context, flagOf } from '../../command-line/command';
import { readNamed } from '../../command-line/named-file';
import { NoAnswer, type Terminal } from '../../command-line/terminal';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { ANSWERS, type Answers } from '../commands/new-answers';

interface Values extends Answers {
  readonly tenant: string | undefined;
  readonly grant: readonly string[];
  readonly use: readonly string[];
  readonly set: readonly string[];
  readonly profile: string | undefined;
  readonly offline: boolean;
  readonly yes: boolean;
  readonly from: string | undefined;
  readonly template: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  if (values.template) {
    context.stdout(templateCsv());
    return EXIT.ok;
  }
  if (values.from === undefined) return one(values, context);
  if (values.tenant !== undefined)
    throw new UserError('with --from, the names of the tenants stand in the table');
  return fromTable(values.from, values, context);
}

async function one(values: Values, context: Context): Promise<ExitCode> {
  const terminal = values.yes || values.json ? undefined : context.terminal?.();
  try {
    return await propose(values, terminal, context);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    context.stderr('Nothing is written.\n');
    return EXIT.interrupted;
  } finally {
    terminal?.close();
  }
}

async function propose(values: Values, terminal: Terminal | undefined, context: Context): Promise<ExitCode> {
  const { project, env, signal, onEvent, stdout, stderr } = context;
  const { profile, offline, dryRun } = values;
  const onTrouble = (message: string) => onEvent({ kind: 'notice', message });
  const proposed = await proposeTenant(project, {
    answers: answersOf(values),
    asker: terminal && { say: stderr, ask: (prompt) => terminal.ask(prompt) },
    assignments: values.set,
    reach: { env, signal, profile, offline, onTrouble },
  });
  const { file, text: content, deploys, remarks } = proposed;
  const preview = filePreview(file, content, deploys, remarks);
  if (terminal) {
    stderr(preview);
    const answer = dryRun ? 'no' : (await terminal.ask(`  Write ${file}? [yes] > `)).trim();
    if (!/^(?:y|yes)?$/i.test(answer)) {
      stderr('\nNothing is written.\n');
      return EXIT.ok;
    }
  }
  if (!dryRun) await writeTenant(project, proposed);
  if (values.json) stdout(proposalJson(proposed, !dryRun));
  else stdout(`${terminal ? '' : preview}${proposalText(proposed, !dryRun)}`);
  return EXIT.ok;
}

function answersOf(values: Values): ReadonlyMap<string, readonly string[]> {
  const answers = new Map<string, readonly string[]>();
  for (const key of Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]) {
    const value = values[key];
    if (value !== undefined) answers.set(flagOf(key).slice(2), [value]);
  }
  if (values.tenant !== undefined) answers.set('tenant', [values.tenant]);
  if (values.grant.length > 0) answers.set('grant', [values.grant.join(';')]);
  for (const use of values.use) {
    const [id = '', ...prefix] = use.split('=');
    answers.set(`use ${id}`, [...(answers.get(`use ${id}`) ?? []), prefix.join('=')]);
  }
  return answers;
}

async function fromTable(from: string, { dryRun, json }: Values, context: Context): Promise<ExitCode> {
  const table = { name: from, bytes: await readNamed(from, context) };
  const { plan, isSound, isWritten } = await importTenants(context.project, table, dryRun);
  context.stdout(json ? importJson(from, plan, isWritten) : importText(from, plan, isWritten));
  return isSound ? EXIT.ok : EXIT.finding;
}
