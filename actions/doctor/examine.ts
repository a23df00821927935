/** `doctor`: what is there, what is missing, in which versions, and what to do about each. */

import { UserError } from '../../config/user-error';
import type { ToolchainOptions } from '../../toolchain/event';
import { NEEDS } from '../../toolchain/make-ready';
import { readProject } from '../host';
import { credentialsPart } from './credentials-part';
import { kitPart, motoPart, nodePart, providerPart, terraformPart } from './machine-parts';
import type { Part } from './part';
import { projectPart } from './project-part';

export interface Examination {
  /** The project's folder; undefined where there is none. */
  readonly project: string | undefined;
  /** Where a project was looked for, for where there is none. */
  readonly missing: string;
  /** Whose programs are looked at where there is no project. */
  readonly folder: string;
  /** As `process.versions.node` says it. */
  readonly node: string;
  /** Profiles of the AWS configuration files; without any, the environment's own credentials are looked at. */
  readonly profiles: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Looks, and changes nothing. In the order of `PARTS`; credentials once for each profile. */
export async function examine(examination: Examination): Promise<readonly Part[]> {
  const { project, missing, folder, node, profiles, env, signal } = examination;
  const options = { env, signal };
  const at = project ?? folder;
  const loaded = project === undefined ? undefined : await readProject(project, {}, signal);
  const region = loaded?.fleet.defaults.region;
  const asked = profiles.length > 0 ? profiles : [undefined];
  const parts = await Promise.all([
    terraformPart(at, options),
    providerPart(at, env),
    motoPart(at, options),
    ...asked.map((profile) => credentialsPart({ env, profile, region, signal })),
  ]);
  signal.throwIfAborted();
  return [nodePart(node), kitPart(), projectPart(loaded, missing), ...parts];
}

export interface Failure {
  readonly need: (typeof NEEDS)[number]['need'];
  /** One line: what is wrong, and what to do. */
  readonly message: string;
}

/** `doctor --fix`: fetches what is missing into the project's own folder. Answers what could not be had. */
export async function fix(project: string, options: ToolchainOptions): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const { need, makeReady } of NEEDS) {
    try {
      await makeReady(project, options);
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      failures.push({ need, message: error.message });
    }
  }
  return failures;
}
