/** All tests on the releases of Node that come after the least one. */
import { ROOT } from '../a-tenant';
import { runJest } from './jest-run';
import { NODES, nodeFolder } from './node-program';

test.each([22, 24] as const)('Node %i', async (major) => {
  const programs = await nodeFolder(major);
  const { passed, failures } = await runJest({ folder: ROOT, name: `node-${NODES[major]}`, programs });
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(1_000);
});
