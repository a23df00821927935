/** Tables of so many rows that a thread writes their files while they are judged: all become files, or none. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../a-tenant';
import { tableOf } from '../../bench/a-table';
import { type AProject, aProject } from './a-project';

const NAMES = Array.from({ length: 600 }, (_, at) => `acme-${at + 1}`);
const ROWS = tableOf(NAMES);
const PROGRAM = join(ROOT, 'scripts', 's3-handshake.js');

let project: AProject;
beforeEach(() => {
  project = aProject();
});
afterEach(() => project.remove());

/** By the compiled program: no other code starts in a thread. */
function imported(table: string, before = ''): { readonly code: number | null; readonly says: string } {
  project.write('tenants.csv', table);
  const command = `${before} exec "$0" "$1" new --from tenants.csv`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, PROGRAM], {
    cwd: project.folder,
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    encoding: 'utf8',
  });
  return { code: status, says: stdout + stderr };
}

test('all are written, and nothing else is left', () => {
  const { code, says } = imported(ROWS);
  expect([code, says.split('\n').at(-2)]).toEqual([0, 'tenants.csv: 600 new files, 0 there already']);
  expect(project.tenants()).toEqual(NAMES.map((name) => `${name}.yaml`).sort());
  expect(project.read('tenants/acme-600.yaml')).toContain('externalId: acme-600-external-ID\n');
  expect(imported(ROWS).says).toContain('0 new files, 600 there already');
});

const wrong = (from: string, to: string): string => {
  const at = ROWS.lastIndexOf(from);
  return `${ROWS.slice(0, at)}${to}${ROWS.slice(at + from.length)}`;
};

test.each([
  ['by itself', wrong('us-east-1', 'us-east-l'), '601  region'],
  ['by a rule between tenants', wrong('acme-600-exchange', 'acme-1-exchange'), '601  bucket.name'],
])('none is written where one is wrong %s', (_, table, says) => {
  const { code, says: said } = imported(table);
  expect([code, said]).toEqual([2, expect.stringContaining(says)]);
  expect(said).toContain('nothing is written');
  expect(project.tenants()).toEqual([]);
});

test('none is left where the disk takes no more', () => {
  // Blocks of which a file may have none: the system refuses the first letter of each.
  const { code, says } = imported(ROWS, 'ulimit -f 0;');
  expect([code, says]).toEqual([
    1,
    expect.stringMatching(/tenants\/acme-\d+\.yaml could not be written: .*; nothing is written/),
  ]);
  expect(project.tenants()).toEqual([]);
});
