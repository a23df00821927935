/**
 * Where the embedded AWS listens, if it is used at all. The endpoint settings come from the environment, are read here
 * and nowhere else, and never stand in a tenant's file: the same commands run against AWS and against the embedded one.
 */
import { UserError } from '../user-error';

/** The port on which it listens where nothing else is said. */
export const LOCAL_AWS_PORT = 4566;

/** Where an embedded AWS listens. */
export interface LocalAws {
  /** `http://127.0.0.1:<port>`; what comes in here counts as sent over TLS. */
  readonly url: string;
  /** The same for what is to count as plain HTTP. */
  readonly plainHttpUrl?: string;
}

/** The services that the kit talks to, by the names that Terraform's provider gives their endpoints. */
export const AWS_SERVICES = ['s3', 's3control', 'iam', 'sts', 'kms'] as const;
export type AwsService = (typeof AWS_SERVICES)[number];

/** Those, and what only commands talk to, by the names that they have in signatures. */
export type LocalService = AwsService | 'tagging' | 'secretsmanager';

const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;

/** Undefined where commands talk to AWS. Throws `UserError` for an endpoint that is not on this machine. */
export function localAws(env: NodeJS.ProcessEnv): LocalAws | undefined {
  const url = env.HANDSHAKE_LOCAL_AWS;
  if (url === undefined || url === '') return undefined;
  const plainHttpUrl = env.HANDSHAKE_LOCAL_AWS_PLAIN_HTTP;
  for (const [name, value] of Object.entries({
    HANDSHAKE_LOCAL_AWS: url,
    HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: plainHttpUrl,
  })) {
    if (value !== undefined && (!LOOPBACK.test(value) || !URL.canParse(value)))
      throw new UserError(`${name} is ${value}: the embedded AWS listens on http://127.0.0.1:<port>`);
  }
  return plainHttpUrl === undefined ? { url } : { url, plainHttpUrl };
}

/**
 * The host name of a service of the embedded AWS. It resolves nowhere: requests reach it through its own proxy, or by a
 * look-up that answers the loopback address, so that names with a bucket or an account in front work on every machine.
 */
export function localHost(service: LocalService): string {
  return `${service}.aws.test`;
}
