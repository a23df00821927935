/** Reading a project pauses before every file and every tenant, however many there are: counted, not timed. */
import { loadProject, loadProjectInSteps } from '../../config';
import { projectFolder } from './a-project-folder';

/** Counts; a function, since mocks are made before anything else is. */
function mockCalls(): void {}
mockCalls.count = 0;

function mockCounted(module: string, ...names: readonly string[]): unknown {
  const actual = jest.requireActual<Record<string, (...args: readonly unknown[]) => unknown>>(module);
  const counting =
    (name: string) =>
    (...args: readonly unknown[]): unknown => {
      mockCalls.count += 1;
      return actual[name]?.(...args);
    };
  return { ...actual, ...Object.fromEntries(names.map((name) => [name, counting(name)])) };
}
jest.mock('../../config/yaml/yaml-file', () =>
  mockCounted('../../config/yaml/yaml-file', 'readYamlFile', 'readYamlFileIf'),
);
jest.mock('../../config/tenant/tenant-rules', () => mockCounted('../../config/tenant/tenant-rules', 'judge'));
jest.mock('../../config/tenant/resolve-tenant', () =>
  mockCounted('../../config/tenant/resolve-tenant', 'resolveTenant'),
);

const TENANTS = Array.from({ length: 12 }, (_, at) => `acme-${at}`);
const project = projectFolder();
beforeAll(() => {
  for (const name of TENANTS) project.write(name);
});
afterAll(() => project.remove());

test.each([
  ['all tenants', {}],
  ['one of them, and which others are related', { tenants: ['acme-1'] }],
  ['half of them, with all vendors', { tenants: TENANTS.slice(0, 6), rest: true }],
])('%s', (_, asked) => {
  const now = new Date('2026-11-28T00:00:00Z');
  const work = loadProjectInSteps(project.root, { ...asked, now });
  let longest = 0;
  let total = 0;
  for (;;) {
    mockCalls.count = 0;
    const { done, value } = work.next();
    longest = Math.max(longest, mockCalls.count);
    total += mockCalls.count;
    if (!done) continue;
    expect(value.tenants).toEqual(loadProject(project.root, { ...asked, now }).tenants);
    expect(value.tenants).not.toEqual([]);
    break;
  }
  expect(longest).toBe(1);
  expect(total).toBeGreaterThan(TENANTS.length);
});
