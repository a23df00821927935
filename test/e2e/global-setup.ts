import type { Config } from '@jest/types';
import beginTests from '../jest/global-setup';
import '../start-secret';
import { beginStage, type Staging } from './stage';

declare global {
  // Jest runs set-up and teardown in one process and hands nothing from one to the other.
  var staging: Staging | undefined;
}

/**
 * Most of what Terraform takes is a wait: S3 must answer ten times, five seconds apart, with a bucket's new rules. So other
 * tests run meanwhile, but where they run in this process: they change what is global.
 */
export default async function globalSetup({ maxWorkers }: Config.GlobalConfig): Promise<void> {
  await beginTests();
  globalThis.staging = await beginStage();
  if (maxWorkers === 1) await globalThis.staging.told;
}
