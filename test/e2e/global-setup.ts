import type { LocalAws } from '../../local-aws';
import '../start-secret';
import { setStage } from './stage';

declare global {
  // Jest runs set-up and teardown in one process and hands nothing from one to the other.
  var localAwsOfTheStage: LocalAws | undefined;
}

export default async function globalSetup(): Promise<void> {
  globalThis.localAwsOfTheStage = await setStage();
}
