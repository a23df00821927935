/** Terraform or OpenTofu: which one a project uses, whether it fits, and how it is fetched from its publisher. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unzipProgram } from './archive';
import { ask, type ProgramOptions } from './ask-program';
import { download, fetchSmall } from './download';
import type { ToolchainOptions } from './event';
import { FetchError, fetchErrorOf } from './fetch-error';
import { inWorkFolder, OWN_FOLDER, ownFolders } from './own-folder';
import { publisherAt, TERRAFORM, type TerraformPublisher, TOFU } from './publisher';
import { isSignedBy } from './release-signature';

/** S3 state locking by `use_lockfile` came with it, in Terraform as in OpenTofu. */
export const LEAST_VERSION = '1.10';

export type TerraformState =
  | { readonly state: 'fit'; readonly program: string; readonly version: string }
  /** Below {@link LEAST_VERSION}. */
  | { readonly state: 'outdated'; readonly program: string; readonly version: string }
  | { readonly state: 'missing'; readonly program: string };

/** OpenTofu where `TERRAFORM_BINARY_NAME` names it, by whatever path; Terraform otherwise. */
export function chosenPublisher(env: NodeJS.ProcessEnv): TerraformPublisher {
  return basename(env.TERRAFORM_BINARY_NAME || TERRAFORM.program).startsWith(TOFU.program) ? TOFU : TERRAFORM;
}

/**
 * What is run for `terraform`: the path that `TERRAFORM_BINARY_NAME` says, else what was fetched for the project, else
 * the name, to be found on PATH.
 */
export function terraformProgram(project: string, env: NodeJS.ProcessEnv): string {
  const named = env.TERRAFORM_BINARY_NAME || TERRAFORM.program;
  return /[\\/]/.test(named) ? named : (fetchedTerraform(project, env) ?? named);
}

/** The path of what was fetched for the project; undefined where nothing was. */
export function fetchedTerraform(project: string, env: NodeJS.ProcessEnv): string | undefined {
  const publisher = chosenPublisher(env);
  return ownFolders(project)
    .map((own) => placeOf(own, publisher))
    .find((file) => existsSync(file));
}

/** Runs it, to see which version it is. */
export async function terraformState(project: string, options: ProgramOptions): Promise<TerraformState> {
  const program = terraformProgram(project, options.env);
  const version = await versionOf(program, options);
  if (version === undefined) return { state: 'missing', program };
  return { state: isAtLeast(version, LEAST_VERSION) ? 'fit' : 'outdated', program, version };
}

async function versionOf(program: string, options: ProgramOptions): Promise<string | undefined> {
  const env = { ...options.env, CHECKPOINT_DISABLE: '1' };
  const { isFine, stdout } = await ask(program, ['version', '-json'], { ...options, env });
  // A configuration file that is not there makes Terraform print a warning before the document.
  const [, version] = /"terraform_version":\s*"([^"]+)"/.exec(stdout) ?? [];
  return isFine ? version : undefined;
}

function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(least);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/**
 * Fetches the pinned version for the project and answers the program's path. The archive is held against the checksums
 * that the publisher has signed. Throws {@link FetchError}; nothing is left behind then.
 */
export async function fetchTerraform(project: string, options: ToolchainOptions): Promise<string> {
  const publisher = chosenPublisher(options.env);
  const { name, version, page, variable } = publisher;
  try {
    return await fetchFrom(publisher, join(project, OWN_FOLDER), options);
  } catch (error) {
    options.signal.throwIfAborted();
    const { failure, message } = fetchErrorOf(error, { host: name, proxy: undefined });
    throw new FetchError(
      failure,
      `${name} ${version} is not fetched: ${message}. Or install ${name} ${LEAST_VERSION} or later yourself (${page}); ${variable} names a mirror`,
    );
  }
}

async function fetchFrom(
  publisher: TerraformPublisher,
  own: string,
  options: ToolchainOptions,
): Promise<string> {
  const { name, program, version, folder, signature, key } = publisher;
  const { base, played } = publisherAt(options.env, publisher);
  const from = `${base}/${folder}`;
  const archive = `${program}_${version}_${terraformPlatform()}.zip`;
  const sums = `${program}_${version}_SHA256SUMS`;
  const document = await fetchSmall(`${from}/${sums}`, options);
  const signed = await fetchSmall(`${from}/${sums}${signature}`, options);
  if (!isSignedBy(document, signed, [key, ...(played.keys ?? [])]))
    throw new FetchError(
      'untrusted',
      `the checksums at ${from} are not signed by ${name}'s key ${key.fingerprint}; nothing of them is used`,
    );
  const expected = checksumIn(document, archive);
  if (expected === undefined)
    throw new FetchError('platform', `${name} has no ${archive}: there is no release for this machine`);
  return inWorkFolder(own, async (work) => {
    const file = join(work, archive);
    const { sha256 } = await download(`${from}/${archive}`, file, options, (bytes) =>
      options.onEvent({ kind: 'fetching', what: `${name} ${version}`, from, bytes }),
    );
    if (sha256 !== expected)
      throw new FetchError(
        'untrusted',
        `${archive} has the checksum ${sha256}, and ${name} has signed ${expected}; what was fetched is removed`,
      );
    return putInPlace(publisher, file, work, own, options);
  });
}

/** Nothing has the final name before it was seen to run. */
async function putInPlace(
  publisher: TerraformPublisher,
  archive: string,
  work: string,
  own: string,
  options: ToolchainOptions,
): Promise<string> {
  const { name, version } = publisher;
  const unpacked = join(work, 'unpacked', fileNameOf(publisher));
  unzipProgram(archive, fileNameOf(publisher), unpacked);
  options.signal.throwIfAborted();
  const runs = await versionOf(unpacked, options);
  if (runs !== version)
    throw new FetchError(
      'does-not-run',
      `${name} ${version} was fetched and ${runs === undefined ? 'does not run on this machine' : `says that it is ${runs}`}`,
    );
  const place = placeOf(own, publisher);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(unpacked, place);
  return place;
}

function placeOf(own: string, publisher: TerraformPublisher): string {
  return join(own, publisher.program, publisher.version, fileNameOf(publisher));
}

function fileNameOf({ program }: TerraformPublisher): string {
  return process.platform === 'win32' ? `${program}.exe` : program;
}

/** The line of `name` in what `sha256sum` writes. */
function checksumIn(sums: Buffer, name: string): string | undefined {
  const lines = sums.toString('utf8').split('\n');
  const line = lines.find((one) => one.endsWith(` ${name}`) || one.endsWith(`*${name}`));
  return /^([0-9a-f]{64})\s/.exec(line ?? '')?.[1];
}

const OPERATING_SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'windows',
  sunos: 'solaris',
};
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** As publishers of programs written in Go call it: `linux_amd64`. */
export function terraformPlatform(): string {
  const { platform, arch } = process;
  return `${OPERATING_SYSTEMS[platform] ?? platform}_${PROCESSORS[arch] ?? arch}`;
}
