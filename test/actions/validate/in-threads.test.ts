/** Many tenants in several threads come to the same report as in one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { partsOf } from '../../../actions/validate/in-threads';
import { EXIT } from '../../../report/exit-codes';
import { ROOT } from '../../a-tenant';
import { FULL } from '../../full';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

/** Enough for two threads. */
const MANY = 82;

function fileOf(name: string, at: number): string {
  return AMPERITY.replace('acme-prod', name)
    .replace('acme-exchange', `${name}-exchange`)
    .replace('customer: acme', `customer: ${name}`)
    .replace('01234567890123456789', `${name}-external-${at}`);
}

function fill(project: AProject, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const name = `bulk-${String(at).padStart(4, '0')}`;
    project.write(`tenants/${name}.yaml`, fileOf(name, at));
  }
}

let project: AProject;
beforeAll(() => {
  project = aProject();
  fill(project, MANY);
  // Whose bucket a tenant of another thread makes.
  project.write(
    'tenants/bulk-0001.yaml',
    fileOf('bulk-0001', 1).replace('name: bulk-0001-exchange', 'name: bulk-0080-exchange\n  existing: true'),
  );
  // An external ID that two customers of two threads have.
  project.write(
    'tenants/bulk-0002.yaml',
    fileOf('bulk-0002', 2).replace('bulk-0002-external-2', 'bulk-0079-external-79'),
  );
  project.write('tenants/bulk-0003.yaml', fileOf('bulk-0003', 3).replace('us-east-1', 'us-east-11'));
  project.write('tenants/Odd Name.yaml', AMPERITY);
  project.write('vendors/unused.yaml', 'id: unused\n');
});
afterAll(() => project.remove());

/** As a user starts it: from compiled code, which alone can be started in threads. */
function started(argv: readonly string[]) {
  return spawn(process.execPath, [join(ROOT, 'scripts', 's3-handshake.js'), ...argv], {
    cwd: project.folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('the same findings, problems and proofs', async () => {
  const child = started(['validate']);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'close');
  const alone = await project.run(['validate']);
  expect(code).toBe(alone.code);
  expect(printed).toBe(alone.stdout);
  for (const file of ['tenants/bulk-0002.yaml', 'tenants/bulk-0003.yaml', 'vendors/unused.yaml'])
    expect(printed).toContain(file);
});

test('parts are of one size, follow each other, and leave out nobody', () => {
  const names = Array.from({ length: 11 }, (_, at) => String(at));
  for (const count of [1, 2, 3, 5, 11, 12]) {
    const parts = partsOf(names, count);
    expect(parts.flat()).toEqual(names);
    expect(parts.length).toBeLessThanOrEqual(count);
    expect(Math.max(...parts.map(({ length }) => length))).toBe(Math.ceil(names.length / count));
  }
  expect(partsOf(names, 0)).toEqual([]);
});

if (FULL)
  test('SIGINT ends it while thousands are proven', async () => {
    fill(project, 4_000);
    const child = started(['validate']);
    const ended = once(child, 'close');
    // The first line of its progress.
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const begun = performance.now();
    const [code] = await ended;
    expect(code).toBe(EXIT.interrupted);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
