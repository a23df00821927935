import { accessPointNameProblem } from '../../config/access-point-name';
import { accountProblem } from '../../config/aws-account';
import { bucketNameProblem } from '../../config/bucket-name';
import { externalIdProblem } from '../../config/external-id';
import { extraActionProblem } from '../../config/extra-action';
import { roleNameProblem, rolePathProblem } from '../../config/iam-name';
import { kmsKeyProblem } from '../../config/kms-key';
import { managedPolicyProblem } from '../../config/managed-policy';
import { prefixProblem } from '../../config/prefix';
import { principalProblem } from '../../config/principal';
import { regionProblem } from '../../config/region';
import type { Rule } from '../../config/schema-parts';
import { tagKeyProblem } from '../../config/tag';
import { tenantNameProblem } from '../../config/tenant-name';
import { timestampProblem } from '../../config/timestamp';
import table from './rules.json';

const RULES: Readonly<Record<keyof typeof table, Rule<string>>> = {
  account: accountProblem,
  region: regionProblem,
  bucketName: bucketNameProblem,
  accessPointName: accessPointNameProblem,
  externalId: externalIdProblem,
  prefix: prefixProblem,
  principal: principalProblem,
  kmsKey: kmsKeyProblem,
  roleName: roleNameProblem,
  rolePath: rolePathProblem,
  managedPolicy: managedPolicyProblem,
  extraAction: extraActionProblem,
  timestamp: timestampProblem,
  tagKey: tagKeyProblem,
  tenantName: tenantNameProblem,
};

const cases = (Object.keys(RULES) as (keyof typeof table)[]).flatMap((name) => [
  ...table[name].good.map((value) => ({ name, value, part: undefined })),
  ...table[name].bad.map(([value = '', part = '']) => ({ name, value, part })),
]);

test.each(cases)('$name: $value', ({ name, value, part }) => {
  const message = RULES[name](value);
  if (part === undefined) expect(message).toBeUndefined();
  else expect(message).toContain(part);
});
