/** A question before something that cannot be undone. */
import { UserError } from '../config/user-error';
import type { Terminal } from './terminal';

/** Whether somebody types yes. `what`: goes on after "This deletes". Throws `UserError` where nobody can be asked. */
export async function isDeletionMeant(what: string, open: (() => Terminal) | undefined): Promise<boolean> {
  if (!open) throw new UserError(`this deletes ${what}; pass --yes to confirm`);
  const terminal = open();
  try {
    return (await terminal.ask(`This deletes ${what}. Type yes to go on: `)).trim() === 'yes';
  } finally {
    terminal.close();
  }
}
