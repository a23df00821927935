/** What the embedded AWS does with each operation of the services that it knows. `npx ts-node` it to write the table. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { isAnswered } from '../../local-aws/kept-operations';
import { IAM_OPERATIONS, KMS_OPERATIONS } from '../../local-aws/known-operations';
import { JSON_SERVICES, QUERY_SERVICES } from '../../local-aws/other-services';
import { CONTROL_OPERATIONS } from '../../local-aws/s3-control';
import { STS_OPERATIONS, STS_WITHOUT_RIGHT } from '../../local-aws/sts';

export type Treatment = 'enforced' | 'answered without enforcement' | 'refused';
type Command = new (input: never) => never;

export interface KnownService {
  readonly name: string;
  /** The service's client, by which it is called here. */
  readonly client: 'iam' | 'kms' | 's3' | 's3control' | 'sts';
  readonly commands: ReadonlyMap<string, Command>;
  treatmentOf(operation: string): Treatment;
}

const either = (isEnforced: boolean): Treatment => (isEnforced ? 'enforced' : 'refused');

export const SERVICES: readonly KnownService[] = [
  {
    name: 'S3',
    client: 's3',
    commands: commandsOf(s3),
    treatmentOf: (operation) => either(isAnswered(operation)),
  },
  {
    name: 'S3 Control',
    client: 's3control',
    commands: commandsOf(s3control),
    treatmentOf: (operation) => either(CONTROL_OPERATIONS.has(operation)),
  },
  {
    name: 'STS',
    client: 'sts',
    commands: commandsOf(sts),
    treatmentOf: (operation) =>
      STS_WITHOUT_RIGHT.has(operation)
        ? 'answered without enforcement'
        : either(STS_OPERATIONS.has(operation)),
  },
  {
    name: 'IAM',
    client: 'iam',
    commands: commandsOf(iam),
    treatmentOf: (operation) => either(IAM_OPERATIONS.has(operation)),
  },
  {
    name: 'KMS',
    client: 'kms',
    commands: commandsOf(kms),
    treatmentOf: (operation) => either(KMS_OPERATIONS.has(operation)),
  },
];

function commandsOf(client: object): ReadonlyMap<string, Command> {
  return new Map(
    Object.entries(client).flatMap(([name, value]) => {
      const operation = /^(\w+)Command$/.exec(name)?.[1];
      return operation === undefined ? [] : [[operation, value as Command] as const];
    }),
  );
}

const TREATMENTS: readonly Treatment[] = ['enforced', 'answered without enforcement', 'refused'];

/** A table of markdown, its columns as wide as what stands in them. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], fill: string) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [first = '', ...others] = rows.map((row) => line(row, ' '));
  return [first, line([], '-'), ...others].join('\n');
}

export function operationTable(): string {
  const counts = SERVICES.map(({ name, commands, treatmentOf }) => {
    const all = [...commands.keys()].map(treatmentOf);
    return [name, ...TREATMENTS.map((treatment) => String(all.filter((one) => one === treatment).length))];
  });
  const others = [...new Set([...JSON_SERVICES.values(), ...QUERY_SERVICES.values()])].sort();
  const sections = SERVICES.map(({ name, commands, treatmentOf }) => {
    const rows = [...commands.keys()]
      .sort()
      .map((operation) => [
        operation,
        ...TREATMENTS.map((treatment) => (treatmentOf(operation) === treatment ? 'x' : '')),
      ]);
    return `## ${name}\n\n${table([['operation', ...TREATMENTS], ...rows])}\n`;
  });
  return `# What the embedded AWS does with each operation

Written by \`npx ts-node test/local-aws/operation-table.ts\`; a test holds it to what is done.

- **enforced**: judged by the policies that bear on it, then done.
- **answered without enforcement**: AWS asks for no right to it either.
- **refused**: NotImplemented or AccessDenied; nothing is passed on to moto.

${table([['service', ...TREATMENTS], ...counts])}

Of ${others.join(', ')} every operation is judged by its name, mostly
on \`*\`, and passed on. Of all other services every operation is refused.

${sections.join('\n')}`;
}

export const TABLE_FILE = join(__dirname, '..', '..', 'local-aws', 'operations.md');

if (require.main === module) writeFileSync(TABLE_FILE, operationTable());
