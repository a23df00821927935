/** `s3-handshake drift`: what is deployed against what the tenants' files say. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeReports } from '../../actions/drift/merge';
import { clearOutputs, type Outputs, writeOutputs } from '../../actions/drift/outputs';
import { readRights } from '../../actions/drift/read-rights';
import type { Report } from '../../actions/drift/report/document';
import { runDrift } from '../../actions/drift/run';
import { parseShard } from '../../actions/drift/shard';
import { UserError } from '../../config/user-error';
import { PARTITIONS, type Partition } from '../../config/values/arn';
import { ACCOUNT_PATTERN } from '../../config/values/aws-account';
import type { ExitCode } from '../../report/exit-codes';
import { EXIT } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'drift',
  summary: "Compare what is deployed with what the tenants' files say.",
  usage: [
    'Usage: s3-handshake drift [tenant…] [options]',
    '       s3-handshake drift --merge <report.json…> [options]',
    '       s3-handshake drift --policy',
    '',
    '  --engine api|terraform  api asks AWS itself (default); terraform plans every stack',
    '  --parallelism N         tenants at once (default: 8, or plans as processors and memory allow)',
    '  --shard I/N             only the I-th of N parts of the fleet, always the same tenants',
    '  --account A,…           look for orphans in these accounts too; without names of tenants only',
    '  --profile NAME          profile of the AWS configuration files',
    '  --merge                 put the JSON reports of all shards together',
    '  --policy                print the read rights that drift needs, as a policy',
    '  --partition P           of the rights that are printed: aws (default), aws-cn, aws-us-gov',
    '  --json                  one document on standard output',
    '  --junit FILE            write the report as JUnit as well',
    '  --sarif FILE            … as SARIF',
    '  --markdown FILE         … as markdown',
    '',
    'drift-ignore.yaml names what is known to differ, each with a reason and a last day.',
    'Exit codes: 0 all is as the files say, 2 something differs, 1 something could not be read.',
  ].join('\n'),
  run,
};

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      engine: { type: 'string', default: 'api' },
      parallelism: { type: 'string' },
      shard: { type: 'string' },
      account: { type: 'string', multiple: true, default: [] },
      profile: { type: 'string' },
      merge: { type: 'boolean', default: false },
      policy: { type: 'boolean', default: false },
      partition: { type: 'string', default: 'aws' },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      sarif: { type: 'string' },
      markdown: { type: 'string' },
    },
    allowPositionals: true,
  });
}

type Values = ReturnType<typeof parse>['values'];

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parse(argv);
  if (values.policy) {
    io.stdout(`${JSON.stringify(readRights(partitionOf(values.partition)), null, 2)}\n`);
    return EXIT.ok;
  }
  const outputs = outputsOf(values, io);
  if (values.merge) {
    const report = mergeReports(positionals.map((file) => ({ file, text: textOf(resolve(io.cwd, file)) })));
    return finish(report, outputs, io);
  }
  const options = optionsOf(values, positionals);
  // A report that is there afterwards is of this run, and of a run that came to its end.
  clearOutputs(outputs);
  const report = await runDrift(options, io);
  return finish(report, outputs, io);
}

function finish(report: Report, outputs: Outputs, io: Io): ExitCode {
  writeOutputs(report, outputs, io);
  return report.exitCode;
}

function optionsOf(values: Values, tenants: readonly string[]) {
  const { engine, parallelism, shard, account, profile } = values;
  if (engine !== 'api' && engine !== 'terraform')
    throw new UserError(`--engine is ${engine}; it is api or terraform`);
  if (tenants.length > 0 && shard !== undefined)
    throw new UserError('--shard splits the whole fleet; leave the names of tenants out');
  const accounts = account.flatMap((text) => text.split(','));
  const odd = accounts.find((text) => !ACCOUNT_PATTERN.test(text));
  if (odd !== undefined) throw new UserError(`--account is ${odd}; an AWS account has 12 digits`);
  if (accounts.length > 0 && tenants.length > 0)
    throw new UserError('--account is about orphans, which are looked for without names of tenants only');
  return {
    engine: engine as 'api' | 'terraform',
    tenants,
    accounts,
    ...(parallelism === undefined ? {} : { parallelism: wholeNumber('--parallelism', parallelism) }),
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 256) return number;
  throw new UserError(`${option} is ${text}; it is a whole number from 1 to 256`);
}

function partitionOf(text: string): Partition {
  const known = PARTITIONS.find((partition) => partition === text);
  if (known === undefined)
    throw new UserError(`--partition is ${text}; it is one of ${PARTITIONS.join(', ')}`);
  return known;
}

function outputsOf({ json, junit, sarif, markdown }: Values, { cwd }: Io): Outputs {
  const file = (name: string | undefined) => (name === undefined ? undefined : resolve(cwd, name));
  return { json, junit: file(junit), sarif: file(sarif), markdown: file(markdown) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(
      `${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
