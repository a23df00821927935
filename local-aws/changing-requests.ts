/** Which requests change something, and so have to be written down. */
import type { Call } from './call';
import type { Answer } from './message';

const READS = /^(?:Get|List|Describe|Simulate|Search|Filter|Query|Scan|Encrypt|Decrypt|Sign|Verify)/;

/** Whether the request was one that changes something, and was done. */
export function changesSomething({ address, incoming, notes }: Call, { status }: Answer): boolean {
  if (status >= 400) return false;
  if (address.service === 's3' || address.service === 's3control') return mayChange(incoming.method);
  // STS hands out credentials by operations that are called Get as well.
  if (address.service === 'sts') return notes.operation !== 'GetCallerIdentity';
  return !READS.test(notes.operation ?? '');
}

/** By its method alone, before it is understood. */
export function mayChange(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
