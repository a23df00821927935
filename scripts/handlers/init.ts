/** `s3-handshake init` runs: a company's repository, by questions or by flags. */

import { relative, resolve } from 'node:path';
import { makeRepository } from '../../actions/init/make-repository';
import { nextSteps } from '../../actions/init/next-steps';
import { madeJson, madeText } from '../../actions/init/report-text';
import { CODE_HOSTS } from '../../actions/init/repository-files';
import type { Context } from '../../command-line/command';
import { askUntil, type Terminal } from '../../command-line/terminal';
import { regionProblem } from '../../config/values/region';
import { EXIT, type ExitCode } from '../../report/exit-codes';

const REGION = 'us-east-1';
const WORKFLOWS = [...CODE_HOSTS, 'none'] as const;

interface Values {
  readonly folder: string | undefined;
  readonly region: string | undefined;
  readonly ci: (typeof WORKFLOWS)[number] | undefined;
  readonly kit: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const terminal = values.yes || values.json ? undefined : context.terminal?.();
  try {
    const { folder: named = '.', region = REGION, ci } = terminal ? await asked(values, terminal) : values;
    const folder = resolve(context.cwd, named);
    const workflow = CODE_HOSTS.find((host) => host === ci);
    const made = await makeRepository({ folder, region, ci: workflow, kit: values.kit });
    const shown = relative(context.cwd, folder) || '.';
    const next = nextSteps(shown === '.' ? undefined : shown, workflow);
    context.stdout(values.json ? madeJson(folder, made, next) : madeText(shown, made, next));
    return EXIT.ok;
  } finally {
    terminal?.close();
  }
}

/** Asks for what the flags do not say. Rejects where no more answers come; nothing is written then. */
async function asked(values: Values, terminal: Terminal): Promise<Values> {
  const {
    folder = await askUntil(terminal, 'Folder of the new repository', '.'),
    region = await askUntil(terminal, 'Region of buckets whose tenants say none', REGION, regionProblem),
    ci = await askUntil(terminal, `A workflow for CI: ${WORKFLOWS.join(', ')}`, 'none', workflowProblem),
  } = values;
  return { ...values, folder, region, ci: WORKFLOWS.find((one) => one === ci) ?? 'none' };
}

function workflowProblem(typed: string): string | undefined {
  return WORKFLOWS.some((one) => one === typed) ? undefined : `${WORKFLOWS.join(', ')}`;
}
