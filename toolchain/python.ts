/** The Python that the embedded AWS runs on: the machine's, or a build that needs nothing of the machine. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { untar } from './archive';
import { ask, type ProgramOptions } from './ask-program';
import { download } from './download';
import type { ToolchainOptions } from './event';
import { FetchError, fetchErrorOf } from './fetch-error';
import { inWorkFolder, OWN_FOLDER } from './own-folder';
import { PYTHON_RELEASES, publisherAt } from './publisher';

const VERSION = '3.12.13';
const RELEASE = '20260414';

/**
 * SHA-256 of the archives of that release, by the target's name. As bazel-contrib/rules_python lists them in
 * python/private/runtimes_manifest.txt, which takes them from the release's own SHA256SUMS.
 */
const BUILDS: Readonly<Record<string, string>> = {
  'aarch64-apple-darwin': '8966b2bcd9fa03ba22c080ad15a86bc12e41a00122b16f4b3740e302261124d9',
  'aarch64-unknown-linux-gnu': '355d981eafb9b2870af79ddc106ced7266b6f6d2101d8fbcb05620fa386642b9',
  'x86_64-apple-darwin': '801b03fbe004181d55a02ebd8b4e04d74973e70d716062aebe3b3cf32e9be297',
  'x86_64-unknown-linux-gnu': 'cdcf8724d46e4857f8db5ee9f4252dc2f5da34f7940294ec6b312389dd3f41e0',
  'x86_64-unknown-linux-musl': 'd10e971238c130fdf25e577c6538a3effa5589d5fcf53665e3c711edd6a6ff2f',
};

/** moto needs 3.9; without `ensurepip`, as Debian leaves it out, nothing can be installed for a project alone. */
const FITS = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))';

/** A Python into whose environments moto can be installed: fetched for the project, or on PATH. Undefined without one. */
export async function findPython(project: string, options: ProgramOptions): Promise<string | undefined> {
  const own = programIn(join(project, OWN_FOLDER));
  if (existsSync(own)) return own;
  for (const name of ['python3', 'python']) if ((await ask(name, ['-c', FITS], options)).isFine) return name;
  return undefined;
}

/** Fetches the pinned build for the project, and answers its program. Throws {@link FetchError}; nothing is left then. */
export async function fetchPython(project: string, options: ToolchainOptions): Promise<string> {
  try {
    return await fetchFrom(join(project, OWN_FOLDER), options);
  } catch (error) {
    options.signal.throwIfAborted();
    const { failure, message } = fetchErrorOf(error, { host: 'the publisher', proxy: undefined });
    throw new FetchError(
      failure,
      `Python ${VERSION} is not fetched: ${message}. Or install Python 3.9 or later with venv yourself (https://www.python.org/downloads); ${PYTHON_RELEASES.variable} names a mirror`,
    );
  }
}

async function fetchFrom(own: string, options: ToolchainOptions): Promise<string> {
  const { base, played } = publisherAt(options.env, PYTHON_RELEASES);
  const target = targetOf(process.platform, process.arch, isMusl());
  const pinned = BUILDS[target];
  if (pinned === undefined) throw new FetchError('platform', `there is no build for ${target}`);
  const expected = played.pythonSha256 ?? pinned;
  const archive = `cpython-${VERSION}+${RELEASE}-${target}-install_only.tar.gz`;
  const from = `${base}/${RELEASE}`;
  return inWorkFolder(own, async (work) => {
    const file = join(work, archive);
    const url = `${from}/${encodeURIComponent(archive)}`;
    const { sha256 } = await download(url, file, options, (bytes) =>
      options.onEvent({ kind: 'fetching', what: `Python ${VERSION}`, from, bytes }),
    );
    if (sha256 !== expected)
      throw new FetchError(
        'untrusted',
        `${archive} has the checksum ${sha256}, and ${expected} is expected; what was fetched is removed`,
      );
    const unpacked = join(work, 'unpacked');
    await untar(file, unpacked);
    options.signal.throwIfAborted();
    if (!(await ask(programIn(work, 'unpacked'), ['-c', FITS], options)).isFine)
      throw new FetchError('does-not-run', `Python ${VERSION} was fetched and does not run on this machine`);
    const place = dirname(dirname(programIn(own)));
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { recursive: true, force: true });
    renameSync(unpacked, place);
    return programIn(own);
  });
}

function programIn(folder: string, below: string = join('python', VERSION)): string {
  return join(folder, below, 'bin', 'python3');
}

/** As the publisher's archives call a machine. */
export function targetOf(platform: NodeJS.Platform, arch: string, musl: boolean): string {
  const processor = { x64: 'x86_64', arm64: 'aarch64' }[arch] ?? arch;
  if (platform === 'linux') return `${processor}-unknown-linux-${musl ? 'musl' : 'gnu'}`;
  return platform === 'darwin' ? `${processor}-apple-darwin` : `${processor}-${platform}`;
}

/** Node says which C library it found, where that is glibc. */
function isMusl(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return process.platform === 'linux' && report?.header?.glibcVersionRuntime === undefined;
}
