import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, type Project, selectTenants } from '../../config';
import { UserError } from '../../config/user-error';
import expected from './broken/expected.json';

interface Expected {
  readonly line: number;
  readonly path: string;
  /** A part of the message. */
  readonly message: string;
}

const BROKEN = join(__dirname, 'broken');
const EXPECTED: Readonly<Record<string, readonly Expected[]>> = expected;

let root: string;
let project: Project;

/** One project, loaded once: what is found, is found in one pass. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'broken-'));
  cpSync(BROKEN, join(root, 'tenants'), { recursive: true });
  cpSync(join(__dirname, '..', '..', 'vendors'), join(root, 'vendors'), { recursive: true });
  cpSync(join(__dirname, 'vendors'), join(root, 'vendors'), { recursive: true });
  project = loadProject(root, { now: new Date('2026-11-24T00:00:00Z') });
});

afterAll(() => rmSync(root, { recursive: true }));

test('every file of the folder is expected, and every expected file is there', () => {
  const files = readdirSync(BROKEN).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
  expect(Object.keys(EXPECTED).sort()).toEqual(files.sort());
  expect(Object.values(EXPECTED).filter((problems) => problems.length > 0).length).toBeGreaterThanOrEqual(40);
});

test.each(Object.entries(EXPECTED))('%s', (name, wanted) => {
  const found = project.problems.filter(({ file }) => file === `tenants/${name}.yaml`);
  const simplified = found.map(({ line, path, message }) => {
    const part = wanted.find(
      (one) => one.line === line && one.path === path && message.includes(one.message),
    );
    return { line, path, message: part?.message ?? message };
  });
  const key = ({ line, path, message }: Expected) => `${line} ${path} ${message}`;
  expect(simplified.map(key).sort()).toEqual(wanted.map(key).sort());
});

test('a tenant that is asked for is refused with the problems of that file alone, or loaded', () => {
  for (const [name, wanted] of Object.entries(EXPECTED)) {
    const select = () => selectTenants(project, [name]);
    if (wanted.length === 0) expect(select().map((tenant) => tenant.name)).toEqual([name]);
    else expect(select).toThrow(UserError);
  }
  try {
    selectTenants(project, ['many-at-once', 'account-zeros']);
  } catch (error) {
    const lines = String((error as Error).message).split('\n');
    expect(lines.every((line) => /^tenants\/(?:many-at-once|account-zeros)\.yaml:\d+ /.test(line))).toBe(
      true,
    );
    expect(lines.length).toBe(
      (EXPECTED['many-at-once']?.length ?? 0) + (EXPECTED['account-zeros']?.length ?? 0),
    );
    return;
  }
  throw new Error('nothing was refused');
});

test('what is found for one tenant alone is what is found for it among all', () => {
  // Those that bear on each other, and a sample of the others.
  const names = Object.keys(EXPECTED).filter(
    (name, index) => /^(?:accuser|clash|policy|share|unread)-/.test(name) || index % 5 === 0,
  );
  for (const name of names) {
    const file = `tenants/${name}.yaml`;
    const alone = loadProject(root, { tenants: [name], now: new Date('2026-11-24T00:00:00Z') });
    const of = ({ problems }: Project) => problems.filter((problem) => problem.file === file);
    expect(of(alone)).toEqual(of(project));
  }
});
