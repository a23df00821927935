/** The rules for single values, by the names that `rules.json` calls them by. */
import { accessPointNameProblem } from '../../config/values/access-point-name';
import { accountProblem } from '../../config/values/aws-account';
import { bucketNameProblem } from '../../config/values/bucket-name';
import { dayProblem } from '../../config/values/day';
import { externalIdProblem } from '../../config/values/external-id';
import { bucketWideActionProblem, extraActionProblem } from '../../config/values/extra-action';
import { roleNameProblem, rolePathProblem } from '../../config/values/iam-name';
import { kmsKeyProblem } from '../../config/values/kms-key';
import { managedPolicyProblem } from '../../config/values/managed-policy';
import { prefixProblem } from '../../config/values/prefix';
import { principalProblem } from '../../config/values/principal';
import { regionProblem } from '../../config/values/region';
import { expressionProblem } from '../../config/values/regular-expression';
import { tagKeyProblem } from '../../config/values/tag';
import { tenantNameProblem } from '../../config/values/tenant-name';
import { timestampProblem } from '../../config/values/timestamp';
import { keyActionProblem, trustActionProblem } from '../../config/values/vendor-action';
import type { Rule } from '../../config/yaml/schema-parts';
import type table from './rules.json';

export const VALUE_RULES: Readonly<Record<keyof typeof table, Rule<string>>> = {
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
  bucketWideAction: bucketWideActionProblem,
  trustAction: trustActionProblem,
  keyAction: keyActionProblem,
  expression: expressionProblem,
  timestamp: timestampProblem,
  day: dayProblem,
  tagKey: tagKeyProblem,
  tenantName: tenantNameProblem,
};
