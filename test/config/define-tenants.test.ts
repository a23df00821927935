/** What holds for tenants that a program defines is held to the rules for `handshake.yaml`. */
import { type DefineOptions, defineTenants } from '../../config/fleet/define-tenants';
import { UserError } from '../../config/user-error';
import { ROOT } from '../a-tenant';

const DEFINITION = {
  tenant: 'acme-prod',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
  externalId: '01234567890123456789',
  bucket: { name: 'acme-exchange' },
  grants: [{ prefix: 'in/', allow: ['get'] }],
} as const;

const define = (options: DefineOptions) => defineTenants([DEFINITION], { vendorsBelow: ROOT, ...options });

test.each<[string, DefineOptions]>([
  ['defaults.permissionsBoundary', { defaults: { permissionsBoundary: 'vendor-boundary' } }],
  ['defaults.rolePath', { defaults: { rolePath: 'vendors' } }],
  ['defaults.maxSessionDuration', { defaults: { maxSessionDuration: 60 } }],
  ['defaults.region', { defaults: { region: 'us-esat-1' } }],
  ['defaults.tags.owner', { defaults: { tags: { Owner: 'a', owner: 'b' } } }],
  ['roles.deploy', { roles: { deploy: 'deployer' } }],
])('%s is refused by its name', (field, options) => {
  expect(() => define(options)).toThrow(UserError);
  expect(() => define(options)).toThrow(`${field}: `);
});

test('what is right holds', () => {
  const [tenant] = define({
    defaults: {
      tags: { owner: 'data' },
      permissionsBoundary: 'arn:aws:iam::{account}:policy/vendor-boundary',
    },
    roles: { deploy: 'arn:aws:iam::{account}:role/deployer' },
  });
  expect(tenant?.tags).toEqual({ owner: 'data' });
  expect(JSON.stringify(tenant)).toContain('arn:aws:iam::111122223333:policy/vendor-boundary');
});
