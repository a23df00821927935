/** Every rule on policies, in the order in which a reader would look. */
import type { Rule } from './rule';
import { aclActionsRule, actionNamesRule, actionPlaceRule, allowNotRule } from './rules/action-names';
import { actionResourceRule } from './rules/action-resources';
import { actionWildcardRule } from './rules/action-wildcards';
import { administrationRule } from './rules/administration';
import { sourceKeyRule, viaServiceRule } from './rules/condition-context';
import { conditionKeyRule } from './rules/condition-keys';
import { conditionValueRule } from './rules/condition-values';
import {
  forAllValuesRule,
  literalWildcardRule,
  operatorRule,
  tlsObjectsRule,
  tlsRule,
} from './rules/conditions';
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
  emptyFolderRule,
  everythingRule,
  keyPatternRule,
  otherBucketRule,
  resourceShapeRule,
} from './rules/resources';
import { sidCharactersRule, sidUniqueRule } from './rules/sids';
import { policySizeRule } from './rules/sizes';
import { bucketSpellingRule, partitionRule } from './rules/spellings';
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
  policySizeRule,
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
  administrationRule,
  everythingRule,
  resourceShapeRule,
  bucketWildcardRule,
  keyPatternRule,
  otherBucketRule,
  emptyFolderRule,
  bucketSpellingRule,
  partitionRule,
  operatorRule,
  literalWildcardRule,
  forAllValuesRule,
  tlsRule,
  tlsObjectsRule,
  conditionValueRule,
  sourceKeyRule,
  viaServiceRule,
  conditionKeyRule,
  prefixTextRule,
  prefixMeetingRule,
  placeholderRule,
];
