/**
 * The directions in which the rooms of this house may import each other, as rules for dependency-cruiser. Imports of
 * types count: a type that lies in the wrong room is in the wrong room.
 */

/** Each room, and the others that it may import. `index` is the package's interface, a file by itself. */
const ROOMS = {
  config: [],
  iam: [],
  policies: ['config'],
  constructs: ['config', 'policies'],
  stacks: ['config', 'policies', 'constructs'],
  aws: ['config', 'policies', 'iam'],
  toolchain: ['config'],
  terraform: ['config', 'toolchain'],
  report: ['config'],
  worlds: ['config', 'policies', 'iam', 'aws'],
  actions: ['config', 'policies', 'iam', 'aws', 'worlds', 'toolchain', 'terraform', 'report'],
  'local-aws': ['iam'],
  'command-line': ['config', 'report', 'actions'],
  derived: ['config', 'terraform', 'report', 'actions', 'command-line'],
  scripts: [
    'config',
    'policies',
    'iam',
    'aws',
    'toolchain',
    'terraform',
    'report',
    'worlds',
    'actions',
    'command-line',
    'derived',
    'local-aws',
  ],
  index: ['config', 'policies', 'constructs', 'stacks'],
  examples: [],
};

/** As a pattern of paths. */
const placeOf = (room) => (room === 'index' ? 'index\\.ts$' : `${room}/`);

const everyRoom = [...Object.keys(ROOMS), 'test'];

const against = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `against-the-order-from-${room}`,
  comment:
    allowed.length === 0 ? `${room}/ imports no other room` : `${room}/ imports only ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^${placeOf(room)}` },
  to: {
    path: `^(?:${everyRoom
      .filter((other) => other !== room && !allowed.includes(other))
      .map(placeOf)
      .join('|')})`,
  },
}));

module.exports = {
  forbidden: [
    ...against,
    {
      name: 'circle',
      comment: 'two files that import each other are one file, or a third one is missing below them',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'between-actions',
      comment:
        'what two actions share lies in actions/edit, actions/picture or further down; actions/host.ts is what all of them know',
      severity: 'error',
      from: { path: '^actions/([^/]+)/' },
      to: { path: '^actions/', pathNot: '^actions/(?:(?:$1|edit|picture)/|host\\.ts$)' },
    },
    {
      name: 'iam-imports-nothing',
      comment: "nothing but AWS's rules can sway the policy engine",
      severity: 'error',
      from: { path: '^iam/' },
      to: { pathNot: '^iam/' },
    },
    {
      name: 'policies-read-nothing',
      comment:
        "policies are functions of values: a project is loaded by whoever asks for its tenants' policies",
      severity: 'error',
      from: { path: '^policies/' },
      to: { path: '^(?:node:)?fs(?:/|$)|^config/(?:index|fleet/load-project|yaml/yaml-file)\\.ts$' },
    },
    {
      name: 'cdktf-outside',
      comment:
        'so that moving to its successor stays a rename in two rooms, what tests them and the examples',
      severity: 'error',
      from: {
        pathNot:
          '^(?:test/)?(?:constructs|stacks)/|^examples/|^test/(?:contract|package)/|^test/e2e/terraform\\.ts$|^node_modules/',
      },
      to: { path: '^node_modules/(?:cdktf|constructs|@cdktf|cdktn|@cdktn)/' },
    },
    {
      name: 'provider-by-its-index',
      comment: "a class of the provider is imported by its path: the package's index costs seconds",
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { path: '^node_modules/@cdktf/provider-[^/]+/lib/index\\.' },
    },
    {
      name: 'actions-at-the-terminal',
      comment: 'an action takes values and gives a result; biome.json refuses the globals likewise',
      severity: 'error',
      from: { path: '^actions/' },
      to: { path: '^(?:node:)?(?:process|readline|readline/promises|tty)$' },
    },
    {
      name: 'not-there',
      comment: 'what is imported must be there',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^s3-handshake$' },
    },
    {
      name: 'by-the-name-of-the-package',
      comment:
        'that is how an example imports it, as a customer does; the house itself imports its own files',
      severity: 'error',
      from: { pathNot: '^examples/' },
      to: { path: '^s3-handshake(?:/|$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'types'],
      // Of what there is here, in the order of how much: each is looked for on the disk.
      extensions: ['.ts', '.js', '.json', '.cjs', '.mjs'],
      // Longer than it runs.
      cachedInputFileSystem: { cacheDuration: 600_000 },
    },
  },
};
