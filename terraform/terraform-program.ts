/** Terraform itself, run as a program. */
import { UserError } from '../config/user-error';
import { type ChildOptions, type ChildResult, runChild } from './child-process';

/**
 * `options.env`: Terraform's environment, which may name the program by `TERRAFORM_BINARY_NAME`. Throws `UserError` where
 * the program does not start.
 */
export async function runTerraform(args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const program = options.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  return runChild(program, args, options).catch((error: Error) => {
    throw new UserError(
      `Terraform does not start (${error.message}): s3-handshake doctor says what is there, doctor --fix fetches it`,
    );
  });
}
