/** The kit without its `vendors/`: said once, and not of every tenant that its vendor is unknown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bare = mkdtempSync(join(tmpdir(), 'handshake-kit-'));
jest.mock('../../config/kit-home', () => ({
  get KIT_HOME() {
    return bare;
  },
}));
afterAll(() => rmSync(bare, { recursive: true }));

test('a missing catalogue is told in one line', async () => {
  const { catalogueOf } = jest.requireActual<typeof import('../../config/vendor/catalogue')>(
    '../../config/vendor/catalogue',
  );
  expect(() => catalogueOf(bare)).toThrow(
    `the catalogue of vendors is missing: ${bare}/vendors holds no profile; install the kit again`,
  );
});
