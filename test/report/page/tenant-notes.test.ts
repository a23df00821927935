/** What pages note of tenants: whose it is, and what is doubted or excepted. */
import { doubt, exception } from '../../../report/page/fleet-view';
import { acceptedNote, notesByTenant, unreadNote } from '../../../report/page/tenant-notes';

test('what could not be read is doubted, by the right that was missing where there is one', () => {
  const message = 'access denied';
  expect(unreadNote('drift', { tenant: 'acme', right: 's3:GetBucketPolicy', message })).toEqual({
    tenant: 'acme',
    note: doubt('drift', 's3:GetBucketPolicy: access denied'),
  });
  expect(unreadNote('drift', { tenant: 'acme', right: '', message })).toEqual({
    tenant: 'acme',
    note: doubt('drift', 'access denied'),
  });
});

test('a difference that is accepted is an exception, with its reason and its last day', () => {
  const entry = { attribute: 'tags.owner', reason: 'set by the cost team', until: '2027-03-31' };
  expect(acceptedNote({ address: 'acme-prod/bucket', ...entry })).toEqual({
    tenant: 'acme-prod',
    note: exception('acme-prod/bucket tags.owner may differ until 2027-03-31: set by the cost team'),
  });
});

test("each tenant's notes in the order in which they come", () => {
  const notes = ['a', 'b', 'a'].map((tenant, at) => ({ tenant, note: exception(String(at)) }));
  expect([...notesByTenant(notes)]).toEqual([
    ['a', [exception('0'), exception('2')]],
    ['b', [exception('1')]],
  ]);
});
