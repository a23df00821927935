/** The KMS key that the tenant's file names: no stack makes it, but without it the vendor gets nothing. */
import type { DeployedKey } from '../../aws/deployed/key';
import type { Absent, Present } from '../../aws/deployed/reading';
import { gone, NOTHING, one, type ResourceComparison } from './resource-comparison';

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const USABLE: ReadonlySet<string> = new Set(['Enabled', 'Updating']);

export function compareKey(actual: Present<DeployedKey> | Absent): ResourceComparison {
  if (actual.state === 'absent') return gone('the key is gone: what it encrypted cannot be read');
  const { settings } = actual.value;
  if (settings.state !== 'present' || USABLE.has(settings.value.state)) return NOTHING;
  const { state } = settings.value;
  return one({ attribute: 'state', expected: 'Enabled', actual: state });
}
