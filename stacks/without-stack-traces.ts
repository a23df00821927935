/**
 * cdktf notes for every value that Terraform works out, and for every list of a resource, where in the program it was
 * made: some forty stacks of calls a tenant, each taken to its full depth and written out, for messages about circular
 * references that our stacks cannot have.
 */
export function withoutStackTraces<Result>(make: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return make();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
