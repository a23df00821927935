import { UserError } from './user-error';

/** A command's time is over, as `--timeout` says. */
export class DeadlinePassed extends UserError {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`not done within ${seconds} seconds; --timeout gives it longer`, { code: 'DeadlinePassed' });
    this.seconds = seconds;
  }
}
