import { judgePlan, type Plan } from '../../../scripts/lib/drift/plan-judgement';
import { aTenant } from '../../a-tenant';
import cases from './cases/plans.json';

const tenant = aTenant({ accessPoint: { name: 'acme-point' } });

test.each(cases)('$name', ({ plan, findings }) => {
  const judged = judgePlan(tenant, plan as unknown as Plan);
  expect(
    judged.map(({ resource, judged: { attribute, wanted, found, cause } }) => [
      cause,
      resource.kind,
      attribute,
      wanted,
      found,
    ]),
  ).toEqual(findings);
});

test('what is to be made anew is said', () => {
  const replaced = cases.find(({ name }) => name === 'a replacement');
  expect(judgePlan(tenant, replaced?.plan as unknown as Plan)[0]?.judged.says).toContain(
    'makes the resource anew',
  );
});

test('a finding is about the resource by its ARN', () => {
  const arns = cases
    .flatMap(({ plan }) => judgePlan(tenant, plan as unknown as Plan))
    .map(({ resource }) => resource.arn);
  expect(new Set(arns)).toEqual(
    new Set([
      'arn:aws:s3:::acme-exchange',
      'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod',
      'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point',
    ]),
  );
});
