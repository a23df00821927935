/**
 * An error that the user can do something about. Commands print its message without a stack trace and end
 * with exit code 1; every other error is a defect of ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
