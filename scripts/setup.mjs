// Makes a fresh clone ready: npm packages, Terraform, the AWS provider, moto. It runs before any package is there, so it
// uses nothing but Node. What is missing is installed into ignored folders, or refused in one line that says how to get it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Everything that the project makes for itself lies here; git ignores it. */
const OWN = join(ROOT, '.s3-handshake');
const NODE_MAJOR = 20;
/** S3 state locking by `use_lockfile` came with 1.10. */
const TERRAFORM_MINIMUM = [1, 10];
const MOTO = '5.2.1';
const PROVIDER = join('registry.terraform.io', 'hashicorp', 'aws');

class Refusal extends Error {}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', ...options });
}

/** Prints only where there is something to wait for: a second run is silent. */
function say(text) {
  process.stderr.write(`${text}\n`);
}

function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_MAJOR)
    throw new Refusal(
      `Node ${process.versions.node} is too old: install Node ${NODE_MAJOR} or later (https://nodejs.org)`,
    );
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const stamp = join(ROOT, 'node_modules', '.s3-handshake-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing the npm packages (npm ci) …');
  const { status, stderr } = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Refusal(`npm ci failed:\n${stderr}`);
  writeWhole(stamp, lock);
}

function checkTerraform() {
  const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
  const wanted = TERRAFORM_MINIMUM.join('.');
  const { status, stdout } = run(binary, ['version', '-json'], {
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (status !== 0)
    throw new Refusal(
      `${binary} was not found: install Terraform ${wanted} or later (https://developer.hashicorp.com/terraform/install), ` +
        'or OpenTofu and set TERRAFORM_BINARY_NAME=tofu',
    );
  // A CLI configuration that is not there makes Terraform print a warning before the document.
  const { terraform_version: version } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = TERRAFORM_MINIMUM;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor))
    throw new Refusal(`${binary} ${version} is too old: install ${wanted} or later`);
}

/** Where Terraform itself looks for a mirror, and where an administrator might have put one. */
function* mirrorCandidates() {
  if (process.env.HANDSHAKE_PROVIDER_MIRROR) yield process.env.HANDSHAKE_PROVIDER_MIRROR;
  yield join(homedir(), '.terraform.d', 'plugins');
  const dataHome = process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  const dataDirs = (process.env.XDG_DATA_DIRS || ['/usr/local/share', '/usr/share'].join(delimiter)).split(
    delimiter,
  );
  for (const folder of [dataHome, ...dataDirs]) yield join(folder, 'terraform', 'plugins');
  yield* foldersBelow(parse(ROOT).root, 3);
}

const NOT_SEARCHED = new Set(['proc', 'sys', 'dev', 'run', 'tmp', 'node_modules', 'lost+found']);

function* foldersBelow(folder, depth) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return; // Not ours to read, so no mirror for us.
  }
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_SEARCHED.has(entry.name))
    .map((entry) => join(folder, entry.name));
  yield* below;
  if (depth > 1) for (const next of below) yield* foldersBelow(next, depth - 1);
}

function findMirror() {
  for (const folder of mirrorCandidates()) if (existsSync(join(folder, PROVIDER))) return folder;
  return undefined;
}

/**
 * Several runs side by side must not share a plugin cache (it is not safe for that), but may share a mirror: from there
 * Terraform only links. Without one, the provider is fetched from the registry once, into a mirror of our own.
 */
function configureTerraform() {
  const file = join(OWN, 'terraform.rc');
  const known = existsSync(file) ? /path = "(.*)"/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  if (known && existsSync(join(JSON.parse(`"${known}"`), PROVIDER))) return;
  const mirror = findMirror() ?? fetchProvider();
  writeWhole(
    file,
    [
      'disable_checkpoint = true',
      'provider_installation {',
      '  filesystem_mirror {',
      `    path = ${JSON.stringify(mirror)}`,
      '    include = ["registry.terraform.io/hashicorp/aws"]',
      '  }',
      '  direct {',
      '    exclude = ["registry.terraform.io/hashicorp/aws"]',
      '  }',
      '}',
      '',
    ].join('\n'),
  );
}

function fetchProvider() {
  const mirror = join(OWN, 'providers');
  const workspace = join(OWN, 'fetch-provider');
  const version = JSON.parse(
    readFileSync(join(ROOT, 'node_modules', '@cdktf', 'provider-aws', 'package.json'), 'utf8'),
  ).cdktf.provider.version;
  const source = { required_providers: { aws: { source: 'hashicorp/aws', version } } };
  writeWhole(join(workspace, 'main.tf.json'), JSON.stringify({ terraform: source }));
  say(`Fetching the AWS provider ${version} …`);
  const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
  const { status, stderr } = run(binary, ['providers', 'mirror', mirror], { cwd: workspace });
  if (status !== 0)
    throw new Refusal(
      `the AWS provider ${version} is neither in a mirror on this machine nor to be had from the registry; ` +
        `set HANDSHAKE_PROVIDER_MIRROR to a folder that holds ${PROVIDER}\n${stderr}`,
    );
  return mirror;
}

/** The folder of programs of a Python virtual environment. */
const VENV_PROGRAMS = process.platform === 'win32' ? 'Scripts' : 'bin';

/** The embedded AWS looks in the same two places, in the same order. */
function installMoto() {
  const own = join(OWN, 'moto');
  if (existsSync(join(own, VENV_PROGRAMS, 'moto_server'))) return;
  const probe = 'import importlib.metadata as m, flask; print(m.version("moto"))';
  const onPath = process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, 'moto_server')));
  const python = ['python3', 'python'].find((name) => run(name, ['-c', '']).status === 0);
  if (!python)
    throw new Refusal(
      'Python 3 was not found: install it (https://www.python.org); the embedded AWS is moto',
    );
  if (onPath && run(python, ['-c', probe]).stdout.trim() === MOTO) return;
  say(`Installing moto ${MOTO} …`);
  // moto_server is written last, so an interrupted installation is begun anew.
  rmSync(own, { recursive: true, force: true });
  const steps = [
    [python, ['-m', 'venv', own]],
    [join(own, VENV_PROGRAMS, 'python'), ['-m', 'pip', 'install', '--quiet', `moto[server]==${MOTO}`]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr } = run(command, args);
    if (status !== 0)
      throw new Refusal(
        `moto ${MOTO} could not be installed; run: ${python} -m pip install "moto[server]==${MOTO}"\n${stderr}`,
      );
  }
}

try {
  checkNode();
  installPackages();
  checkTerraform();
  configureTerraform();
  installMoto();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(`s3-handshake: ${error.message}`);
  process.exitCode = 1;
}
