/** `status` says when a tenant was verified and looked at for drift: what came of it is kept with its deployment. */
import { noteInStackRecord, readStackRecord } from '../../terraform/stack-record';
import type { ActionHost } from '../host';

/** A host that keeps what comes of each tenant that was deployed from here; of others nothing is kept. */
export function noting(
  root: string,
  what: 'verified' | 'drift',
  { env, signal, onEvent }: ActionHost,
): ActionHost {
  return {
    env,
    signal,
    onEvent(event) {
      onEvent(event);
      if (event.kind !== 'end' || !readStackRecord(root, event.name).deployed) return;
      const at = new Date().toISOString();
      noteInStackRecord(root, event.name, { [what]: { at, outcome: event.outcome } });
    },
  };
}
