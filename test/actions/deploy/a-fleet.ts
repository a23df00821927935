/** A project whose Terraform is played, and the commands run in it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../../command-line/command';
import { commandLine, type Printed } from '../../command-line';
import { makeProject, removeProject } from '../drift/a-project';

export interface AFleet {
  readonly root: string;
  readonly env: Record<string, string>;
  run(argv: readonly string[], io?: Partial<Io>): Promise<Printed>;
  /** What Terraform was called for since the last time, `plan acme`. */
  calls(): readonly string[];
  /** Addresses that are there, by stack. */
  world(): Readonly<Record<string, readonly string[]>>;
  /** Addresses that are in the states. */
  states(): Readonly<Record<string, readonly string[]>>;
  edit(tenant: string, text: string): void;
  remove(): void;
}

export function fileOf(name: string, { bucket = name, existing = false, allow = 'get' } = {}): string {
  const own = existing ? 'existing: true' : 'preventDestroy: false, forceDestroy: true';
  return [
    `tenant: ${name}`,
    `customer: ${name}`,
    'vendor: amperity',
    'account: "111122223333"',
    'region: us-east-1',
    'principal: arn:aws:iam::999988887777:role/prod/amperity-plugin',
    `externalId: ${name}-external-ID`,
    `bucket: { name: ${bucket}-exchange, ${own} }`,
    'grants:',
    `  - { prefix: to-amperity/, allow: [${allow}] }`,
    '',
  ].join('\n');
}

export function aFleet(tenants: Readonly<Record<string, string>>): AFleet {
  const files = Object.entries(tenants).map(([name, text]) => [`tenants/${name}.yaml`, text]);
  const root = makeProject(Object.fromEntries(files));
  const played = mkdtempSync(join(tmpdir(), 'handshake-played-'));
  const log = join(played, 'log');
  writeFileSync(log, '');
  const env = {
    PATH: process.env.PATH ?? '',
    TERRAFORM_BINARY_NAME: join(__dirname, 'played-terraform.js'),
    PLAYED_LOG: log,
    PLAYED_WORLD: join(played, 'world'),
  };
  return {
    root,
    env,
    run: (argv, io = {}) => commandLine(argv, { cwd: root, env, ...io }),
    calls() {
      const calls = readFileSync(log, 'utf8').split('\n').slice(0, -1);
      writeFileSync(log, '');
      return calls;
    },
    world() {
      if (!existsSync(env.PLAYED_WORLD)) return {};
      const stacks = readdirSync(env.PLAYED_WORLD);
      return Object.fromEntries(
        stacks.map((name) => [name, readdirSync(join(env.PLAYED_WORLD, name)).sort()]),
      );
    },
    states() {
      const states = readdirSync(root).flatMap((file) => /^terraform\.(.*)\.tfstate$/.exec(file)?.[1] ?? []);
      return Object.fromEntries(
        states.map((name) => {
          const { resources } = JSON.parse(readFileSync(join(root, `terraform.${name}.tfstate`), 'utf8'));
          const addresses = resources.map(
            ({ type, name: own }: Readonly<Record<string, string>>) => `${type}.${own}`,
          );
          return [name, addresses.sort()];
        }),
      );
    },
    edit: (tenant, text) => writeFileSync(join(root, 'tenants', `${tenant}.yaml`), text),
    remove() {
      removeProject(root);
      rmSync(played, { recursive: true, force: true });
    },
  };
}
