/** The files of a company's repository, as they are written for it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { KIT_HOME } from '../../config/kit-home';
import type { KitPackages } from './kit-package';

/** Whose workflow can be written. */
export const CODE_HOSTS = ['github', 'gitlab', 'atlantis'] as const;
export type CodeHost = (typeof CODE_HOSTS)[number];

export interface Repository {
  /** Absolute. */
  readonly folder: string;
  /** The region of buckets whose tenants say none. */
  readonly region: string;
  /** Whose workflow is written. */
  readonly ci: CodeHost | undefined;
  readonly packages: KitPackages;
}

/** What is ignored, a line each: packages, what is synthesised and fetched, and states, which hold what nobody else may see. */
export const IGNORED: readonly string[] = [
  'node_modules/',
  'cdktf.out/',
  '.s3-handshake/',
  '.terraform/',
  '*.tfstate',
  '*.tfstate.*',
  '*.log',
];

/** By path, relative to the folder. */
export function repositoryFiles(repository: Repository): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', packageJson(repository)],
    ['cdktf.json', appSettings()],
    ['handshake.yaml', fleetYaml(repository.region)],
    ['tenants/.gitkeep', ''],
    ['.gitignore', `${IGNORED.join('\n')}\n`],
    ['README.md', readme(repository)],
    ...(repository.ci === undefined ? [] : workflowFiles(repository.ci)),
  ]);
}

function packageJson({ folder, packages }: Repository): string {
  return json({ name: packageName(folder), version: '0.0.0', private: true, ...packages });
}

/** A name that npm takes: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
export function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|-+$/g, '');
  return name === '' || name === 's3-handshake' ? 'vendor-access' : name;
}

function appSettings(): string {
  return json({
    language: 'typescript',
    app: 'npx --no-install s3-handshake-app',
    projectId: randomUUID(),
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: {},
  });
}

function fleetYaml(region: string): string {
  const defaults = stringify({ defaults: { region, tags: { 'managed-by': 's3-handshake' } } });
  return `# yaml-language-server: $schema=node_modules/s3-handshake/config/handshake.schema.json
# What holds for all tenants. All of it is optional.

# Where Terraform keeps its states. Before the first tenant that matters, name a place that all of you share:
#   s3: { bucket: acme-terraform-state, region: ${region} }
#   hcp: { organization: acme }
state: local

# What holds where a tenant's file says nothing: region, tags, permissionsBoundary, rolePath, maxSessionDuration,
# logging, noncurrentVersionDays. {account}, {region}, {partition} and {tenant} are filled in.
${defaults}
# The roles by which commands enter a customer's account. Without them the caller's own credentials are used.
# roles:
#   deploy: arn:aws:iam::{account}:role/handshake-deploy
#   read: arn:aws:iam::{account}:role/handshake-read
#   verify: arn:aws:iam::{account}:role/handshake-verify
`;
}

function readme({ folder }: Repository): string {
  return `# ${packageName(folder)}

Who of our vendors may do what in which of our S3 buckets: a file in \`tenants/\` for each, deployed and proved by
s3-handshake.

\`\`\`sh
npm install                           # once, and after each change of package.json
npx s3-handshake doctor --fix         # what is there and what is missing; fetches Terraform where it is not there
npx s3-handshake new                  # a tenant's file, by questions
npx s3-handshake validate             # is what the files say exactly what would be allowed?
npx cdktf deploy <tenant>
npx s3-handshake handover <tenant>    # what goes into the vendor's form
npx s3-handshake verify <tenant>      # is what is deployed exactly what the file says?
npx s3-handshake drift                # has somebody changed it since?
\`\`\`

| file | what it holds |
|---|---|
| \`tenants/<tenant>.yaml\` | one customer environment shared with one vendor |
| \`handshake.yaml\` | what holds for all of them: where states lie, defaults, roles |
| \`vendors/\` | vendors that the kit's catalogue does not have, or has otherwise; optional |
| \`.s3-handshake/\` | what was fetched for this folder; ignored by git |
`;
}

/** Where each file of a workflow goes; on GitHub with what keeps its actions current, and its two roles' trust policies. */
const WORKFLOW_FILES: Readonly<Record<CodeHost, Readonly<Record<string, string>>>> = {
  github: {
    '.github/workflows/s3-handshake.yml': 'github-actions.yml',
    '.github/dependabot.yml': 'dependabot.yml',
    'ci/deploy-trust.json': 'deploy-trust.json',
    'ci/read-trust.json': 'read-trust.json',
  },
  gitlab: { '.gitlab-ci.yml': 'gitlab-ci.yml' },
  atlantis: { 'atlantis.yaml': 'atlantis.yaml', 'ci/atlantis-repos.yaml': 'repos.yaml' },
};

function workflowFiles(host: CodeHost): readonly (readonly [string, string])[] {
  const template = (name: string) => readFileSync(join(KIT_HOME, 'actions', 'init', host, name), 'utf8');
  return Object.entries(WORKFLOW_FILES[host]).map(([file, name]) => [file, template(name)]);
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
