/** Adding a vendor is adding a file: a tenant of each profile is deployed and verified, as the vendor itself. */
import { loadProject } from '../../../config';
import type { VendorProfile } from '../../../config/vendor/vendor';
import { ROOT } from '../../a-tenant';
import { FULL } from '../../full';
import { openScene, type Scene } from '../verify/scene';
import { proposedTenant } from './proposed-tenant';

/** Every so many of the catalogue where there is little time. */
const SAMPLE = 4;

const vendors: readonly VendorProfile[] = [...loadProject(ROOT).vendors.values()].filter(
  (_, at) => FULL || at % SAMPLE === 0,
);
let scene: Scene;

beforeAll(async () => {
  const files = vendors.map((vendor) => [vendor.id, proposedTenant(vendor, {})] as const);
  scene = await openScene([], {}, Object.fromEntries(files));
});

afterAll(() => scene?.close());

test.each(vendors.map(({ id }) => id))('%s', async (id) => {
  const { code, report, stderr } = await scene.verify(id, { as: 'vendor' });
  const wrong = report.tenants.flatMap(({ checks }) =>
    checks.filter(({ status }) => status === 'fail' || status === 'error'),
  );
  expect(wrong).toEqual([]);
  expect(report.tenants[0]?.checks.filter(({ status }) => status === 'pass').length).toBeGreaterThan(10);
  expect({ code, stderr }).toMatchObject({ code: 0 });
});
