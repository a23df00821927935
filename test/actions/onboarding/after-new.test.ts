/** What is to be done after a new tenant: for one that shares a bucket, the stack that makes it is deployed too. */
import { afterNew } from '../../../actions/onboarding/after-new';
import { aKeyTenant, aTenant } from '../../a-tenant';

const maker = aTenant({ name: 'acme-owner' });

test.each([
  ['one that makes its bucket', aTenant(), undefined, 'cdktf deploy acme-prod'],
  ['one that shares a bucket', aTenant(), maker, 'cdktf deploy acme-owner acme-prod'],
  ['one with an access key that shares it', aKeyTenant(), maker, 'cdktf deploy acme-owner acme-prod'],
  [
    'the first of two phases that shares it',
    { ...aTenant(), awaited: ['externalId'] as const },
    maker,
    'cdktf deploy acme-owner acme-prod',
  ],
] as const)('%s', (_, tenant, by, deploy) => {
  const { next } = afterNew(tenant, by);
  const deployments = next.filter((line) => line.startsWith('cdktf deploy'));
  expect(deployments.length).toBe(tenant.awaited.length > 0 ? 2 : 1);
  expect(new Set(deployments)).toEqual(new Set([deploy]));
});
