import { endStage } from './stage';

export default async function globalTeardown(): Promise<void> {
  if (globalThis.staging) await endStage(globalThis.staging);
}
