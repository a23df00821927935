/** `s3-handshake new`: a tenant's file, by questions, by flags, or many at once from a table. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAssignment } from '../../actions/edit/assignment';
import { judgeCandidates } from '../../actions/edit/candidate-project';
import { tenantFileText } from '../../actions/edit/tenant-file';
import { writeTogether } from '../../actions/edit/write-tenants';
import { afterNew, filePreview, willDeploy } from '../../actions/onboarding/deployment-preview';
import { importJson, importText } from '../../actions/onboarding/import-report';
import { planImport } from '../../actions/onboarding/import-table';
import { type Asker, interview } from '../../actions/onboarding/interview';
import type { Draft } from '../../actions/onboarding/question';
import { settingOf } from '../../actions/onboarding/setting';
import { withAssignments } from '../../actions/onboarding/steps-bucket';
import { readCsv, readJson, templateCsv } from '../../actions/onboarding/tenant-table';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import type { TenantFile } from '../../config/tenant/tenant-schema';
import { UserError } from '../../config/user-error';
import { catalogueOf } from '../../config/vendor/catalogue';
import { vendorShelf } from '../../config/vendor/vendor-shelf';
import { formatProblem } from '../../config/yaml/problem';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { fold, WIDTH } from '../../report/fold';
import type { Command, Io } from '../command';
import { NoAnswer } from '../terminal';

/** Flags that answer a question, by the question's flag. */
const ANSWERS = {
  vendor: 'the vendor: s3-handshake vendors lists them',
  customer: 'whose account it is',
  account: "the customer's AWS account ID",
  region: "the bucket's region; default: the fleet's",
  principal: "the ARN on the vendor's screen; several parted by commas",
  'external-id': "from the vendor's screen; where the customer makes it, one is made",
  'accept-no-external-id': 'why it is accepted that the vendor uses none',
  bucket: "the bucket's name",
  'bucket-is': 'new, existing or adopt; default: new',
  'kms-key': 'ARN of the KMS key; default: SSE-S3',
  role: 'another name for the role, or adopt; default: s3-handshake-<tenant>',
  'access-point': 'name of an access point to make',
} as const;

export const command: Command = {
  name: 'new',
  summary: "Make a tenant's file: by questions, by flags, or many from a table.",
  usage: [
    'Usage: s3-handshake new [tenant] [options]',
    '       s3-handshake new --from <file.csv|file.json> [--dry-run] [--json]',
    '       s3-handshake new --template',
    '',
    "At a terminal, new asks for what flags do not say and the vendor's profile leaves open.",
    '',
    ...Object.entries(ANSWERS).map(([flag, says]) => `  --${flag.padEnd(22)} ${says}`),
    `  --${'grant'.padEnd(22)} a prefix and what is allowed below it: 'to-vendor/ get,list'; repeatable`,
    `  --${'use'.padEnd(22)} what the vendor does, by its profile: pull, or pull=prefix/; repeatable`,
    `  --${'set'.padEnd(22)} any other field: tags.owner=data-platform; repeatable`,
    `  --${'profile'.padEnd(22)} profile of the AWS configuration files, to look at what is there`,
    `  --${'offline'.padEnd(22)} do not ask AWS what is there`,
    `  --${'yes'.padEnd(22)} ask nothing`,
    `  --${'from'.padEnd(22)} a table of tenants: all rows become files, or none`,
    `  --${'template'.padEnd(22)} print the header of such a table, with a row as a sample`,
    `  --${'dry-run'.padEnd(22)} show what would be written, and write nothing`,
    `  --${'json'.padEnd(22)} one document on standard output; asks nothing`,
  ].join('\n'),
  run,
};

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      ...(Object.fromEntries(Object.keys(ANSWERS).map((flag) => [flag, { type: 'string' }])) as Record<
        keyof typeof ANSWERS,
        { type: 'string' }
      >),
      grant: { type: 'string', multiple: true },
      use: { type: 'string', multiple: true },
      set: { type: 'string', multiple: true },
      profile: { type: 'string' },
      offline: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      from: { type: 'string' },
      template: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
}

type Flags = ReturnType<typeof parse>['values'];

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parse(argv);
  if (values.template) {
    io.stdout(templateCsv());
    return EXIT.ok;
  }
  if (values.from !== undefined) {
    if (positionals.length > 0)
      throw new UserError('with --from, the names of the tenants stand in the table');
    return fromTable(values.from, values, io);
  }
  if (positionals.length > 1) throw new UserError('new makes one tenant; --from makes many from a table');
  return one(positionals[0], values, io);
}

async function one(name: string | undefined, flags: Flags, io: Io): Promise<ExitCode> {
  const terminal = flags.yes || flags.json ? undefined : io.terminal?.();
  const asker: Asker | undefined = terminal && {
    say: (text) => io.stderr(text),
    ask: (prompt) => terminal.ask(prompt),
  };
  try {
    const draft = await interview(settingFor(flags, io), { answers: answersOf(name, flags), asker });
    return await conclude(withAssignments(draft, (flags.set ?? []).map(parseAssignment)), flags, asker, io);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    io.stderr('Nothing is written.\n');
    return EXIT.interrupted;
  } finally {
    terminal?.close();
  }
}

function settingFor({ profile, offline }: Flags, io: Io) {
  const onTrouble = (says: string) => io.stderr(`${fold(says, WIDTH).join('\n')}\n`);
  return settingOf(io.cwd, { env: io.env, profile, offline, onTrouble });
}

function answersOf(name: string | undefined, flags: Flags): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const flag of Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]) {
    const value = flags[flag];
    if (value !== undefined) answers.set(flag, value);
  }
  if (name !== undefined) answers.set('tenant', name);
  if (flags.grant) answers.set('grant', flags.grant.join(';'));
  for (const use of flags.use ?? []) {
    const [id = '', ...prefix] = use.split('=');
    answers.set(`use ${id}`, prefix.join('='));
  }
  return answers;
}

async function conclude(draft: Draft, flags: Flags, asker: Asker | undefined, io: Io): Promise<ExitCode> {
  const name = String(draft.fields.tenant);
  const file = pathOf(TENANTS, name);
  const text = tenantFileText(draft.fields as Partial<TenantFile>, draft.vendor);
  const judged = judgeCandidates(io.cwd, new Map([[name, text]]));
  const [tenant] = judged.tenants;
  if (judged.problems.length > 0 || !tenant)
    throw new UserError(
      ['nothing is written: so the file would be wrong', ...judged.problems.map(formatProblem)].join('\n'),
    );
  const remarks = [...draft.remarks, ...judged.notices.map(({ path, message }) => `${path}: ${message}`)];
  const deploys = willDeploy(tenant);
  if (asker) {
    asker.say(filePreview(file, text, deploys, remarks));
    const answer = flags['dry-run'] ? 'no' : (await asker.ask(`  Write ${file}? [yes] > `)).trim();
    if (!/^(?:y|yes)?$/i.test(answer)) {
      asker.say('\nNothing is written.\n');
      return EXIT.ok;
    }
  }
  if (!flags['dry-run']) writeTogether([{ path: join(io.cwd, file), before: undefined, after: text }]);
  const { happens, next } = afterNew(tenant);
  if (flags.json) {
    const document = {
      version: 1,
      tenant: name,
      file,
      written: !flags['dry-run'],
      text,
      deploys,
      happens,
      next,
      notices: remarks,
    };
    io.stdout(`${JSON.stringify(document, null, 2)}\n`);
    return EXIT.ok;
  }
  if (!asker) io.stdout(filePreview(file, text, deploys, remarks));
  io.stdout(
    [
      '',
      `${file} ${flags['dry-run'] ? 'would be written (--dry-run)' : 'is written'}.`,
      ...happens.flatMap((words) => fold(words, WIDTH)),
      '',
      'Next:',
      ...next.map((step) => `  ${step}`),
      '',
    ].join('\n'),
  );
  return EXIT.ok;
}

async function fromTable(from: string, flags: Flags, io: Io): Promise<ExitCode> {
  const text = read(isAbsolute(from) ? from : join(io.cwd, from), from);
  const rows = from.toLowerCase().endsWith('.json') ? readJson(text) : readCsv(text);
  const { profiles } = vendorShelf(io.cwd, catalogueOf(io.cwd), undefined, new Date());
  const plan = planImport(io.cwd, rows, profiles);
  const isSound = plan.problems.length + plan.otherProblems.length === 0;
  const isWritten = isSound && !flags['dry-run'];
  if (isWritten)
    writeTogether(
      [...plan.texts].map(([name, after]) => ({
        path: join(io.cwd, pathOf(TENANTS, name)),
        before: undefined,
        after,
      })),
    );
  io.stdout(flags.json ? importJson(from, plan, isWritten) : importText(from, plan, isWritten));
  return isSound ? EXIT.ok : EXIT.finding;
}

function read(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${shown} cannot be read: ${(error as Error).message}`);
  }
}
