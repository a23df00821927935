/** Where the AWS provider is taken from: whom a mirror has to belong to. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ToolchainEvent } from '../../toolchain/event';
import {
  configureProvider,
  findMirror,
  providerState,
  terraformConfiguration,
} from '../../toolchain/provider';
import { terraformPlatform } from '../../toolchain/terraform';
import { onlyOursToWrite } from '../../toolchain/trusted-folder';

const VERSION = '9.9.9';
const STRANGER = 54_321;
const isRoot = process.getuid?.() === 0;

// Not below the folder for temporary files, which anybody may write; a clone may lie there.
const base = [__dirname, homedir()].find(onlyOursToWrite) ?? __dirname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(base, '.s3-handshake-mirror-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A mirror with a provider of `version`. Answers the file. */
function makeMirror(mirror: string, version = VERSION): string {
  const place = join(mirror, 'registry.terraform.io', 'hashicorp', 'aws', version, terraformPlatform());
  mkdirSync(place, { recursive: true });
  const file = join(place, `terraform-provider-aws_v${version}_x5`);
  writeFileSync(file, '');
  return file;
}

test.each([
  ['the variable', (at: string) => ({ HANDSHAKE_PROVIDER_MIRROR: at }), ''],
  ['the home', (at: string) => ({ HOME: at }), '.terraform.d/plugins'],
  ['the data of the user', (at: string) => ({ XDG_DATA_HOME: at }), 'terraform/plugins'],
  ['the data of the system', (at: string) => ({ XDG_DATA_DIRS: `/nowhere:${at}` }), 'terraform/plugins'],
] as const)('a mirror that %s names is taken', (_what, env, below) => {
  const mirror = join(folder, below);
  makeMirror(mirror);
  expect(findMirror(VERSION, { HOME: '/nowhere', ...env(folder) })).toBe(mirror);
  expect(findMirror('9.9.8', { HOME: '/nowhere', ...env(folder) })).toBeUndefined();
});

test.each(['', '.', 'share'])(
  'data of the system at %j, which the caller stands in, is not taken',
  (data) => {
    makeMirror(join(folder, data, 'terraform', 'plugins'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const dirs of [`/nowhere:${data}`, `${data}:/nowhere`])
        expect(findMirror(VERSION, { HOME: '/nowhere', XDG_DATA_DIRS: dirs })).toBeUndefined();
      expect(findMirror(VERSION, { HOME: '/nowhere', XDG_DATA_HOME: data })).toBeUndefined();
    } finally {
      process.chdir(before);
    }
  },
);

test('an archive counts like what it unpacks to', () => {
  const place = join(folder, 'registry.terraform.io', 'hashicorp', 'aws');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `terraform-provider-aws_${VERSION}_${terraformPlatform()}.zip`), '');
  expect(findMirror(VERSION, { HANDSHAKE_PROVIDER_MIRROR: folder })).toBe(folder);
});

test('what only root and the caller may write is trusted, through links too', () => {
  const file = makeMirror(folder);
  expect(onlyOursToWrite(file)).toBe(true);
  const link = join(folder, 'link');
  symlinkSync(file, link);
  expect(onlyOursToWrite(link)).toBe(true);
  expect(onlyOursToWrite(join(folder, 'missing'))).toBe(false);
});

const PLACES = ['the file', 'its folder', 'a folder above'] as const;

function placeOf(what: (typeof PLACES)[number], file: string): string {
  return { 'the file': file, 'its folder': dirname(file), 'a folder above': folder }[what];
}

test.each(PLACES.flatMap((what) => [0o666, 0o775, 0o777, 0o1777].map((mode) => ({ what, mode }))))(
  '$what with mode $mode is not trusted',
  ({ what, mode }) => {
    const file = makeMirror(folder);
    chmodSync(placeOf(what, file), mode);
    expect(onlyOursToWrite(file)).toBe(false);
  },
);

/** Who is not root can give nothing away: then all that is there is the stranger's, and we are somebody else. */
test.each(PLACES)("%s of a stranger's is not trusted", (what) => {
  const file = makeMirror(folder);
  if (isRoot) chownSync(placeOf(what, file), STRANGER, STRANGER);
  else jest.spyOn(process, 'getuid').mockReturnValue(STRANGER);
  expect(onlyOursToWrite(file)).toBe(false);
});

test("a link into a stranger's folder is not trusted", () => {
  const theirs = mkdtempSync(join(tmpdir(), 'handshake-theirs-'));
  try {
    symlinkSync(makeMirror(theirs), join(folder, 'link'));
    expect(onlyOursToWrite(join(folder, 'link'))).toBe(false);
  } finally {
    rmSync(theirs, { recursive: true, force: true });
  }
});

test('what was found is said once, and Terraform is told', async () => {
  const { version } = providerState(folder, {});
  const mirror = join(folder, 'mirror');
  makeMirror(mirror, version);
  const project = mkdtempSync(join(folder, 'project-'));
  const events: ToolchainEvent[] = [];
  const options = {
    env: { HANDSHAKE_PROVIDER_MIRROR: mirror },
    signal: new AbortController().signal,
    onEvent: (event: ToolchainEvent) => events.push(event),
  };
  // The kit's own folder serves a project that has none; here it must not.
  writeOwnConfiguration(project);
  await configureProvider(project, options);
  await configureProvider(project, options);
  expect(events).toEqual([{ kind: 'found', what: `the AWS provider ${version}`, where: mirror }]);
  const file = terraformConfiguration(project) ?? '';
  expect(file).toBe(join(project, '.s3-handshake', 'terraform.rc'));
  expect(readFileSync(file, 'utf8')).toContain(`path = ${JSON.stringify(mirror)}`);
  expect(existsSync(join(project, '.s3-handshake', 'providers'))).toBe(false);
});

/** One that names a mirror that is gone. */
function writeOwnConfiguration(project: string): void {
  mkdirSync(join(project, '.s3-handshake'));
  writeFileSync(join(project, '.s3-handshake', 'terraform.rc'), '    path = "/nowhere"\n');
}
