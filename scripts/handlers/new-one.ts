/** `s3-handshake new` of one tenant's file, by questions or by flags. */

import { filePreview } from '../../actions/onboarding/after-new';
import { proposeTenant, writeTenant } from '../../actions/onboarding/new-tenant';
import { proposalJson, proposalText } from '../../actions/onboarding/proposal-report';
import { type Context, flagOf } from '../../command-line/command';
import { NoAnswer, type Terminal } from '../../command-line/terminal';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { ANSWERS, type Answers } from '../commands/new-answers';

export interface OneTenant extends Answers {
  readonly tenant: string | undefined;
  readonly grant: readonly string[];
  readonly use: readonly string[];
  readonly set: readonly string[];
  readonly profile: string | undefined;
  readonly offline: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function one(values: OneTenant, context: Context): Promise<ExitCode> {
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

async function propose(
  values: OneTenant,
  terminal: Terminal | undefined,
  context: Context,
): Promise<ExitCode> {
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

function answersOf(values: OneTenant): ReadonlyMap<string, readonly string[]> {
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
