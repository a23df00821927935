/** Whose matter an error is: what the user wrote or asked for, what AWS answered, or the kit itself. */
export type ErrorSource = 'user' | 'aws' | 'kit';

/** What an error tells programs beside its sentence. */
export interface UserErrorOptions {
  /**
   * Tells errors apart for callers and tests, which never look at messages: `NoCredentials`, `OtherAccount`.
   * @default 'Unspecified'
   */
  readonly code?: string;
  /** @default 'user' */
  readonly source?: ErrorSource;
  /** What was caught, where this error says it in other words. */
  readonly cause?: unknown;
}

/**
 * An error that the user can do something about. Commands print its message without a stack trace and end
 * with exit code 1; every other error is a defect of ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Tells errors apart: see {@link UserErrorOptions.code}. */
  readonly code: string;
  readonly source: ErrorSource;

  constructor(message: string, { code = 'Unspecified', source = 'user', cause }: UserErrorOptions = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.source = source;
  }
}

/**
 * The words for any error. What is no `UserError` is a defect of ours or the system's refusal (a full disk, a folder that
 * may not be written): its stack is for who asks for it, and `way` says how.
 */
export function errorWords(error: unknown, withStack: boolean, way: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UserError) return error.message;
  return withStack ? (error.stack ?? error.message) : `${error.message} (${way} shows where)`;
}
