/** Terraform itself, run as a program. What it writes holds values of the account, and is for nobody else to read. */
import { UserError } from '../config/user-error';
import { type ChildOptions, type ChildResult, runChild } from './child-process';

/**
 * Terraform and its provider are Go programs, half of whose processor time goes into collecting the provider's schema
 * again and again. At 200 a plan of one stack takes 11.7 s of processor and 611 MB, at Go's own 100 15.2 s and 516 MB, at
 * 400 10.2 s and 797 MB.
 */
const SELDOM_COLLECTED = { GOGC: '200' } as const;

/**
 * `options.env`: Terraform's environment, which may name the program by `TERRAFORM_BINARY_NAME`. Throws `UserError` where
 * the program does not start.
 */
export async function runTerraform(args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const program = options.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const env = { ...SELDOM_COLLECTED, ...options.env };
  return runChild(program, args, { ...options, env, isPrivate: true }).catch((error: Error) => {
    throw new UserError(
      `Terraform does not start (${error.message}): s3-handshake doctor says what is there, doctor --fix fetches it`,
    );
  });
}
