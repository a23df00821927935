/** A project of its own for a test, and the command line in it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../../command-line/command';
import type { Terminal } from '../../../command-line/terminal';
import { NoAnswer } from '../../../command-line/terminal';
import { commandLine, type Printed } from '../../command-line';

export interface AProject {
  readonly folder: string;
  run(argv: readonly string[], io?: Partial<Io>): Promise<Printed>;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Every file in `tenants/`, hidden ones too. */
  tenants(): readonly string[];
  remove(): void;
}

export function aProject(tenants: Readonly<Record<string, string>> = {}): AProject {
  const folder = mkdtempSync(join(tmpdir(), 'onboarding-'));
  mkdirSync(join(folder, 'tenants'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [name, text] of Object.entries(tenants)) write(`tenants/${name}.yaml`, text);
  return {
    folder,
    run: (argv, io) => commandLine(argv, { env: { HOME: '/nonexistent' }, cwd: folder, ...io }),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write,
    tenants: () => readdirSync(join(folder, 'tenants')).sort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A terminal at which somebody types these lines and then presses Ctrl-C. */
export function typing(answers: readonly string[], prompts: string[] = []): () => Terminal {
  const left = [...answers];
  return () => ({
    ask(prompt) {
      prompts.push(prompt);
      const next = left.shift();
      return next === undefined ? Promise.reject(new NoAnswer('no more answers')) : Promise.resolve(next);
    },
    close() {},
  });
}

export const AMPERITY = `# Ours since the spring.
tenant: acme-prod
customer: acme   # the parent company
vendor: amperity
account: "111122223333"
region: us-east-1
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: "01234567890123456789"   # from the dialog

# One bucket for both ways.
bucket: { name: acme-exchange, preventDestroy: true }
grants:
  - { prefix: to-amperity/,   allow: [get, list] }   # what they may take
  - { prefix: from-amperity/, allow: [put, get, list, delete] }
tags:
  owner: data-platform
`;
