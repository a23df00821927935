/** A fleet that is large enough for threads: they write what one thread writes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, sharersOf } from '../../config';
import { writeStacks } from '../../stacks/write-stacks';
import { ROOT } from '../a-tenant';
import { fileOf } from '../actions/deploy/a-fleet';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-handshake-threads-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('threads write what one thread writes', () => {
  mkdirSync(join(folder, 'tenants'));
  for (let at = 0; at < 101; at += 1)
    writeFileSync(join(folder, 'tenants', `bench-${at}.yaml`), fileOf(`bench-${at}`));
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 's3-handshake-app.js')], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const project = loadProject(folder);
  const sample = project.tenants.filter((_, at) => at % 25 === 0);
  // Where a local state lies stands in the stack.
  const back = process.cwd();
  process.chdir(folder);
  writeStacks(
    'own',
    sample.map((tenant) => ({
      tenant,
      sharers: sharersOf(project, tenant),
      state: { kind: 'local' },
      localAws: undefined,
      allowReplacement: false,
      adoption: undefined,
      allowLoss: false,
    })),
  );
  process.chdir(back);
  const read = (out: string, name: string) =>
    readFileSync(join(folder, out, 'stacks', name, 'cdk.tf.json'), 'utf8');
  for (const { name } of sample) expect(read('cdktf.out', name)).toBe(read('own', name));
});
