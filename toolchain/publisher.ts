/** Whose releases are fetched, from where, and by what they are recognised. */
import { readFileSync } from 'node:fs';
import { baseUrl, isLoopback } from './download';
import { HASHICORP, OPENTOFU, type PublisherKey } from './publisher-keys';

/** The two programs that apply what the stacks say. */
export interface TerraformPublisher {
  readonly name: 'Terraform' | 'OpenTofu';
  /** The program's name, without an operating system's ending. */
  readonly program: 'terraform' | 'tofu';
  /** The version that is fetched. */
  readonly version: string;
  readonly key: PublisherKey;
  /** The variable that names a mirror. */
  readonly variable: string;
  readonly releases: string;
  /** The folder of a version, below the releases. */
  readonly folder: string;
  /** What is added to the name of the checksums for that of their signature. */
  readonly signature: string;
  /** Where somebody finds how to install it. */
  readonly page: string;
}

export const TERRAFORM: TerraformPublisher = {
  name: 'Terraform',
  program: 'terraform',
  version: '1.11.4',
  key: HASHICORP,
  variable: 'HANDSHAKE_TERRAFORM_RELEASES',
  releases: 'https://releases.hashicorp.com',
  folder: 'terraform/1.11.4',
  signature: '.sig',
  page: 'https://developer.hashicorp.com/terraform/install',
};

export const TOFU: TerraformPublisher = {
  name: 'OpenTofu',
  program: 'tofu',
  version: '1.10.6',
  key: OPENTOFU,
  variable: 'HANDSHAKE_OPENTOFU_RELEASES',
  releases: 'https://github.com/opentofu/opentofu/releases/download',
  folder: 'v1.10.6',
  signature: '.gpgsig',
  page: 'https://opentofu.org/docs/intro/install',
};

/** Where Python builds that need nothing of the machine come from; these are known by their hashes. */
export const PYTHON_RELEASES = {
  variable: 'HANDSHAKE_PYTHON_RELEASES',
  releases: 'https://github.com/astral-sh/python-build-standalone/releases/download',
} as const;

/** What is believed of a publisher that is played on this machine, instead of the real keys and hashes. */
export interface PlayedPublisher {
  readonly keys?: readonly PublisherKey[];
  /** Of the Python build: hexadecimal. */
  readonly pythonSha256?: string;
}

/** Names a file with a {@link PlayedPublisher} as JSON. */
const PLAYED = 'HANDSHAKE_PLAYED_PUBLISHER';

/**
 * The address of a publisher, and, for tests, what is believed of one that is played there. It counts on this machine
 * alone: of whom the network reaches, nothing is believed but what this kit brings.
 */
export function publisherAt(
  env: NodeJS.ProcessEnv,
  { variable, releases }: { readonly variable: string; readonly releases: string },
): { readonly base: string; readonly played: PlayedPublisher } {
  const base = baseUrl(env, variable, releases);
  const file = env[PLAYED];
  const isPlayed = file !== undefined && file !== '' && isLoopback(new URL(base));
  return { base, played: isPlayed ? JSON.parse(readFileSync(file, 'utf8')) : {} };
}
