/** `s3-handshake doctor` runs: looks the machine over, and fetches what is missing where that is asked for. */

import { examine, type Failure, fix } from '../../actions/doctor/examine';
import { exitCodeOf, nextAfter } from '../../actions/doctor/part';
import { reportText } from '../../actions/doctor/report-text';
import type { Context } from '../../command-line/command';
import { UserError } from '../../config/user-error';
import type { ExitCode } from '../../report/exit-codes';
import { documentHead, jsonDocument } from '../../report/json-document';
import { describeEvent, type ToolchainEvent } from '../../toolchain/event';

interface Values {
  readonly fix: boolean;
  readonly profile: readonly string[];
  readonly json: boolean;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const { env, signal, cwd } = context;
  const { project, missing } = projectOf(context);
  const failures = values.fix ? await fixed(project, missing, context) : [];
  const parts = await examine({
    project,
    missing,
    folder: cwd,
    node: process.versions.node,
    profiles: values.profile,
    env,
    signal,
  });
  const document = { ...documentHead('doctor'), parts, failures };
  context.stdout(
    values.json
      ? jsonDocument(document)
      : reportText(parts, failures, values.fix ? nextAfter(parts, failures) : undefined),
  );
  return exitCodeOf(parts, failures);
}

function fixed(project: string | undefined, missing: string, context: Context): Promise<readonly Failure[]> {
  if (project === undefined)
    throw new UserError(
      `${missing}; doctor --fix fetches into a project's folder, and s3-handshake init makes one`,
    );
  const { env, signal, isQuiet, stderr } = context;
  const onEvent = (event: ToolchainEvent) => {
    if (!isQuiet) stderr(`${describeEvent(event)}\n`);
  };
  return fix(project, { env, signal, onEvent });
}

function projectOf(context: Context): { readonly project: string | undefined; readonly missing: string } {
  try {
    return { project: context.project, missing: '' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { project: undefined, missing: error.message };
  }
}
