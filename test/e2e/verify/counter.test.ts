/**
 * The counter-test: where the embedded AWS allows everything, every check of a denial that is sent must fail, so that
 * none of them passes by itself.
 */
import { checksFor } from '../../../actions/verify/planned-checks';
import { FULL } from '../../full';
import { idsOf, openScene, type Scene } from './scene';

const TENANTS = ['full', 'channelmix', 'keyed', 'suspended'];

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(TENANTS, {
    decide: () => ({ outcome: 'allowed', reason: { kind: 'root-user' } }),
  });
});
afterAll(() => scene?.close());

test.each(FULL ? TENANTS : ['full', 'suspended'])('of %s, every denial that is tried fails', async (name) => {
  const { code, report } = await scene.verify(name, { as: 'vendor' });
  const tenant = scene.tenant(name);
  const sent = checksFor(tenant, { as: 'vendor', through: undefined, owner: 'reads and seeds' })
    .filter(({ expected, impossible }) => expected === 'denied' && impossible === undefined)
    .filter(({ ask }) =>
      tenant.access === 'active'
        ? ['assume', 's3', 'list-all', 'plain-http', 'anonymous'].includes(ask.kind)
        : ask.kind === 'assume',
    )
    .map(({ id }) => id);
  expect(sent.length).toBeGreaterThanOrEqual(tenant.access === 'active' ? 8 : 5);
  expect(idsOf(report, 'fail')).toEqual(expect.arrayContaining(sent));
  expect(code).not.toBe(0);
});

test('what the vendor could put where it may not is found, removed, and nothing of it stays', async () => {
  const { report } = await scene.verify('full', { as: 'vendor' });
  expect(idsOf(report, 'fail')).toContain('deny.put-outside-prefix');
  expect(report.tenants[0]?.residue).toEqual([]);
});

test("without the owner's credentials it is told as what it is: unexpected", async () => {
  const { code, report } = await scene.verify('full', { as: 'vendor', owner: false });
  const unexpected = report.tenants[0]?.residue.filter(({ expected }) => !expected) ?? [];
  expect(unexpected.map(({ key }) => key.replace(/[0-9a-f]{16}-\d+$/, '')).sort()).toEqual(
    expect.arrayContaining([
      '.s3-handshake/',
      'from-amperity-x/.s3-handshake/',
      'to-amperity/.s3-handshake/',
    ]),
  );
  expect(code).toBe(1);
});
