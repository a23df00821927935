/** IAM refuses a role that has two tags whose keys differ in case alone. */
import { targetTags } from '../../../config/tenant/names';
import { mergeTags, tagTwinProblem } from '../../../config/values/tag-keys';
import { aTenant } from '../../a-tenant';

test('tags of the role come over those of the tenant and the fleet, whatever their case', () => {
  const tenant = aTenant({ tags: { Owner: 'data', stage: 'prod' } });
  const tagsWith = (tags?: Readonly<Record<string, string>>) =>
    targetTags({ ...tenant, target: { ...tenant.target, ...(tags ? { tags } : {}) } });
  const own = { 's3-handshake:tenant': tenant.name };
  expect(tagsWith()).toEqual({ Owner: 'data', stage: 'prod', ...own });
  expect(tagsWith({ owner: 'security' })).toEqual({ owner: 'security', stage: 'prod', ...own });
});

test('what is over stays as it is, and what is under where nothing of its name is over it', () => {
  expect(mergeTags({ A: '1', b: '2' }, { a: '3', C: '4' })).toEqual({ b: '2', a: '3', C: '4' });
});

test.each([
  ['owner', ['owner', 'stage'], false],
  ['Owner', ['Owner', 'owner'], false],
  ['owner', ['Owner', 'stage', 'owner'], true],
] as const)('%s among %j', (key, keys, isTwin) => {
  expect(tagTwinProblem(key, keys) !== undefined).toBe(isTwin);
});
