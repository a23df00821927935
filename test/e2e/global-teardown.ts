import { clearStage } from './stage';

export default async function globalTeardown(): Promise<void> {
  await globalThis.localAwsOfTheStage?.stop();
  clearStage();
}
