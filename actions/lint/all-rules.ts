/** Every rule on policies, in the order in which a reader would look. */
import type { Rule } from './rule';
import { aclActionsRule, actionNamesRule, actionPlaceRule, allowNotRule } from './rules/action-names';
import { actionResourceRule } from './rules/action-resources';
import { actionWildcardRule } from './rules/action-wildcards';
import { conditionKeyRule } from './rules/condition-keys';
import { forAllValuesRule, literalWildcardRule, operatorRule, tlsRule } from './rules/conditions';
import { externalIdRule } from './rules/external-id';
import { kmsMultipartRule } from './rules/kms';
import { prefixMeetingRule, prefixTextRule } from './rules/list-prefix';
import { placeholderRule } from './rules/placeholders';
import {
  effectRule,
  elementNamesRule,
  elementSetRule,
  elementValuesRule,
  versionRule,
} from './rules/policy-grammar';
import { principalRule } from './rules/principals';
import {
  bucketWildcardRule,
  everythingRule,
  keyPatternRule,
  otherBucketRule,
  resourceShapeRule,
} from './rules/resources';
import { sidCharactersRule, sidUniqueRule } from './rules/sids';
import {
  crossProductRule,
  externalIdRequiredRule,
  machineMfaRule,
  selfPrincipalRule,
  webIdentityRule,
} from './rules/trust';

export const RULES: readonly Rule[] = [
  versionRule,
  elementNamesRule,
  elementSetRule,
  elementValuesRule,
  effectRule,
  sidCharactersRule,
  sidUniqueRule,
  principalRule,
  externalIdRequiredRule,
  crossProductRule,
  machineMfaRule,
  webIdentityRule,
  selfPrincipalRule,
  externalIdRule,
  actionNamesRule,
  actionPlaceRule,
  actionResourceRule,
  actionWildcardRule,
  aclActionsRule,
  allowNotRule,
  kmsMultipartRule,
  everythingRule,
  resourceShapeRule,
  bucketWildcardRule,
  keyPatternRule,
  otherBucketRule,
  operatorRule,
  literalWildcardRule,
  forAllValuesRule,
  tlsRule,
  conditionKeyRule,
  prefixTextRule,
  prefixMeetingRule,
  placeholderRule,
];
