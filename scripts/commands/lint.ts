/** `s3-handshake lint`: what is wrong with a policy as it stands in a vendor's document. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { grantsAskedFor } from '../../actions/lint/grants-asked-for';
import { grantsYaml } from '../../actions/lint/grants-yaml';
import { lintText } from '../../actions/lint/lint';
import { POLICY_KINDS, type PolicyKind } from '../../actions/lint/policy-kind';
import {
  exitCodeOf,
  humanReport,
  jsonReport,
  type LintedFile,
  lintedFile,
  masked,
} from '../../actions/lint/report';
import { SARIF_MARK, sarifReport } from '../../actions/lint/sarif-report';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { writeReport } from '../../report/report-file';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'lint',
  summary: "Say what is wrong with the policies in a vendor's document.",
  usage: [
    'Usage: s3-handshake lint [FILE…] [--type KIND] [--to-grants] [--json] [--sarif FILE]',
    '',
    'FILE is a policy or a whole document with policies in it; - or none is standard input.',
    '',
    `  --type KIND    ${POLICY_KINDS.join(', ')}; by default the policy tells`,
    '  --to-grants    print the grants of a tenant file that ask for the same',
    '  --json         one JSON document',
    '  --sarif FILE   also write the findings as SARIF',
    '',
    'Exit codes: 0 nothing found (notes do not count), 2 errors or warnings,',
    '1 a file could not be read or holds no policy.',
  ].join('\n'),
  run,
};

/** What standard input is called in a report. */
const STDIN = '<stdin>';

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      type: { type: 'string' },
      'to-grants': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      sarif: { type: 'string' },
    },
    allowPositionals: true,
  });
  const kind = policyKind(values.type);
  const files: LintedFile[] = [];
  for (const file of positionals.length === 0 ? ['-'] : positionals)
    files.push(await lintOne(file, kind, io));
  if (values.sarif !== undefined) writeReport(resolve(io.cwd, values.sarif), sarifReport(files), SARIF_MARK);
  for (const one of files) if ('error' in one) io.stderr(`s3-handshake: ${one.file}: ${one.error}\n`);
  if (values['to-grants']) return printGrants(files, values.json, io);
  io.stdout(values.json ? jsonReport(files) : humanReport(files));
  return exitCodeOf(files);
}

function policyKind(word: string | undefined): PolicyKind | undefined {
  const kind = POLICY_KINDS.find((known) => known === word);
  if (word !== undefined && kind === undefined)
    throw new UserError(`there is no policy type ${word}; use one of ${POLICY_KINDS.join(', ')}`);
  return kind;
}

async function lintOne(file: string, kind: PolicyKind | undefined, io: Io): Promise<LintedFile> {
  const name = file === '-' ? STDIN : file;
  let text: string;
  try {
    text = file === '-' ? await io.stdin() : await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    return { file: name, error: `cannot be read: ${readingError(error)}` };
  }
  const result = await lintText(text, kind);
  const { policyTexts, actionLists } = result.document;
  if (policyTexts.length === 0 && actionLists.length === 0 && result.findings.length === 0)
    return { file: name, error: 'no policy was found in it: neither a "Statement" nor a list of actions' };
  return lintedFile(name, result);
}

function readingError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}

function printGrants(files: readonly LintedFile[], json: boolean, io: Io): ExitCode {
  const asked = files.flatMap((one) =>
    'error' in one ? [] : [{ file: one.file, source: one.source, all: grantsAskedFor(one.result) }],
  );
  if (json) {
    const document = {
      version: 1,
      files: asked.map(({ file, source, all }) => ({
        file,
        asked: all.map(({ start, notGranted, ...rest }) => ({
          ...rest,
          line: source.placeOf(start).line,
          notGranted: notGranted.map(({ start: at, ...what }) => ({
            ...what,
            line: source.placeOf(at).line,
          })),
        })),
      })),
    };
    io.stdout(masked(`${JSON.stringify(document, null, 2)}\n`));
  } else {
    const blocks = asked
      .filter(({ all }) => all.length > 0)
      .map(({ file, source, all }) => grantsYaml(all, source, file));
    io.stdout(masked(blocks.join('---\n')));
  }
  for (const { file, all } of asked)
    if (all.length === 0) io.stderr(`s3-handshake: ${file}: nothing in it asks for access to S3\n`);
  return asked.length === files.length && asked.every(({ all }) => all.length > 0) ? EXIT.ok : EXIT.error;
}
