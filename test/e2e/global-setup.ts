import type { LocalAws } from '../../local-aws';
import { preloadMoto } from '../moto/preloaded-moto';
import '../start-secret';
import { setStage } from './stage';

declare global {
  // Jest runs set-up and teardown in one process and hands nothing from one to the other.
  var localAwsOfTheStage: LocalAws | undefined;
}

export default async function globalSetup(): Promise<void> {
  await preloadMoto();
  globalThis.localAwsOfTheStage = await setStage();
}
