import type { Report } from '../../actions/drift/report/document';
import { loadProject } from '../../config';
import { localAws } from '../../config/values/local-aws';
import { drift } from '../actions/drift/a-project';
import { type AdminClients, adminClients } from '../actions/drift/admin';
import { FULL } from '../full';
import { withProvider } from '../provider/borrowed-provider';
import { type Change, changeOutOfBand, type Subject, subjectOf } from './drift/change-out-of-band';
import changes from './drift/changes.json';
import variations from './drift/variations.json';
import { BY_HAND, KINDS } from './kinds';
import { stage } from './stage';

const { folder, env, ci, keyArn } = stage();
/** Who runs Terraform has a shell's environment. */
const shell = { PATH: process.env.PATH, HOME: process.env.HOME, ...ci };
const TENANT = 'drifting';
/** Of the changes, the one for which the stacks have Terraform's exclusive resources. */
const INLINE = 'another inline policy';

function admin(): AdminClients {
  const local = localAws(env);
  if (!local) throw new Error('the embedded AWS is not there');
  return adminClients(local, {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  });
}

const clients = admin();

function subject(): Subject {
  const project = loadProject(folder);
  return subjectOf(project, TENANT, { logBucket: BY_HAND.logBucket, key: keyArn });
}

/** A fixed part of a corpus: every n-th. */
function sample<T>(all: readonly T[], every: number): readonly T[] {
  return FULL ? all : all.filter((_, index) => index % every === 0);
}

async function reportOf(argv: readonly string[], environment: NodeJS.ProcessEnv = env): Promise<Report> {
  const { stdout, stderr } = await drift(folder, [...argv, '--json'], environment);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

function reportByTerraform(): Promise<Report> {
  return withProvider(shell, (environment) => reportOf([TENANT, '--engine', 'terraform'], environment));
}

/** `bucket tags.owner`. */
function attributes({ findings }: Report): readonly string[] {
  return findings.map(({ resource, attribute }) => `${resource.kind} ${attribute}`);
}

async function whileChanged<T>(change: Change, work: () => Promise<T>): Promise<T> {
  const takeBack = await changeOutOfBand(change, subject(), clients);
  try {
    return await work();
  } finally {
    await takeBack();
  }
}

const KIND_NAMES = Object.keys(KINDS);

test('right after the deployment nothing differs, for every kind of tenant: api', async () => {
  const report = await reportOf(KIND_NAMES);
  expect(report.findings).toEqual([]);
  expect(report.incomplete).toEqual([]);
  expect(report.totals.clean).toBe(KIND_NAMES.length);
  expect(report.exitCode).toBe(0);
});

if (FULL)
  test('right after the deployment nothing differs: terraform', async () => {
    const report = await reportOf([...KIND_NAMES, '--engine', 'terraform'], shell);
    expect(report.findings).toEqual([]);
    expect(report.incomplete).toEqual([]);
    expect(report.totals.clean).toBe(KIND_NAMES.length);
  });

describe('what is changed out of band is found: api', () => {
  test.each(
    sample(changes as readonly (Change & { finds: string[]; class: string; exitCode?: number })[], 6),
  )('$name', async (change) => {
    const report = await whileChanged(change, () => reportOf([TENANT]));
    expect(attributes(report)).toEqual(expect.arrayContaining(change.finds));
    const [first] = change.finds;
    const { findings } = report;
    const found = findings.find(({ resource, attribute }) => `${resource.kind} ${attribute}` === first);
    expect(found).toMatchObject({ class: change.class, cause: 'differs', tenant: TENANT });
    // Who denies TLS denies the reader too: then not everything could be read.
    expect(report.exitCode).toBe(change.exitCode ?? 2);
    // Taken back, so that the next change stands alone.
    expect(attributes(await reportOf([TENANT]))).toEqual([]);
  });
});

describe('what only looks different is not found: api', () => {
  test.each(sample(variations as readonly Change[], 6))('$name', async (variation) => {
    const report = await whileChanged(variation, () => reportOf([TENANT]));
    expect(attributes(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});

test('an inline policy that was added to the role is found by terraform, and nothing besides', async () => {
  const change = (changes as readonly Change[]).find(({ name }) => name === INLINE) as Change;
  const report = await whileChanged(change, reportByTerraform);
  expect(attributes(report)).toEqual(['role inlinePolicies.more']);
  expect(report.incomplete).toEqual([]);
  expect(report.exitCode).toBe(2);
});

/** Of what api must find, Terraform finds what is declared: it is counted, not demanded. */
if (FULL)
  describe('what is changed out of band: counted for terraform', () => {
    /** Where the deployer's rights end, a plan fails: that is said, and nothing is counted. */
    const corpus = changes as readonly (Change & { terraform?: string })[];
    const seen: string[] = [];
    test.each(corpus)('$name', async (change) => {
      const { findings, incomplete } = await whileChanged(change, reportByTerraform);
      expect(incomplete.length > 0 ? 'incomplete' : undefined).toBe(change.terraform);
      if (findings.some(({ cause }) => cause === 'differs')) seen.push(change.name);
    });

    test('it sees some', () => {
      console.info(`terraform sees ${seen.length} of ${corpus.length} changes`);
      expect(seen).toContain(INLINE);
    });
  });
