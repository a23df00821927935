/** How the processes of a run learn of the stage: by a file that is there once it is set, or has failed. */
import { existsSync } from 'node:fs';
import { until } from '../until';

/** Names the file. */
export const STAGE_VARIABLE = 'HANDSHAKE_TEST_STAGE';

export async function untilStageIsSet(): Promise<void> {
  const file = process.env[STAGE_VARIABLE];
  if (file !== undefined) await until(() => existsSync(file));
}
