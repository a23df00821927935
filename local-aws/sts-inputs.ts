/**
 * What STS takes, as AWS's own model has it: `iam-inputs` and `iam-shapes` tell how this is written.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
import type { Shapes } from './parameter-shapes';

export const STS_SHAPES: Shapes = {
  arnType: { kind: 'text', least: 20, most: 2048 },
  durationSecondsType: { kind: 'number', least: 900, most: 129_600 },
  externalIdType: { kind: 'text', least: 2, most: 1224, pattern: '[\\w+=,.@:\\/-]*' },
  policyDescriptorListType: { kind: 'list', most: 10, of: { arn: 'arnType' } },
  roleDurationSecondsType: { kind: 'number', least: 900, most: 43_200 },
  roleSessionNameType: { kind: 'text', least: 2, most: 64, pattern: '[\\w+=,.@-]*' },
  serialNumberType: { kind: 'text', least: 9, most: 256, pattern: '[\\w+=/:,.@-]*' },
  sessionPolicyDocumentType: {
    kind: 'text',
    least: 1,
    most: 2048,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  },
  sourceIdentityType: { kind: 'text', least: 2, most: 64, pattern: '[\\w+=,.@-]*' },
  tagKeyListType: { kind: 'list', most: 50, of: 'tagKeyType' },
  tagKeyType: { kind: 'text', least: 1, most: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' },
  tagListType: { kind: 'list', most: 50, of: { Key: 'tagKeyType', Value: 'tagValueType' } },
  tagValueType: { kind: 'text', most: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' },
  tokenCodeType: { kind: 'text', least: 6, most: 6, pattern: '[\\d]*' },
  unrestrictedSessionPolicyDocumentType: {
    kind: 'text',
    least: 1,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  },
  userNameType: { kind: 'text', least: 2, most: 32, pattern: '[\\w+=,.@-]*' },
};

export const STS_PARAMETERS: Readonly<Record<string, string>> = {
  DurationSeconds: 'durationSecondsType',
  ExternalId: 'externalIdType',
  Name: 'userNameType',
  Policy: 'unrestrictedSessionPolicyDocumentType',
  PolicyArns: 'policyDescriptorListType',
  RoleArn: 'arnType',
  RoleSessionName: 'roleSessionNameType',
  SerialNumber: 'serialNumberType',
  SourceIdentity: 'sourceIdentityType',
  Tags: 'tagListType',
  TokenCode: 'tokenCodeType',
  TransitiveTagKeys: 'tagKeyListType',
};

export const STS_INPUTS: Readonly<Record<string, string>> = {
  AssumeRole:
    'RoleArn! RoleSessionName! PolicyArns Policy DurationSeconds:roleDurationSecondsType Tags TransitiveTagKeys ExternalId SerialNumber TokenCode SourceIdentity',
  GetCallerIdentity: '',
  GetFederationToken: 'Name! Policy:sessionPolicyDocumentType PolicyArns DurationSeconds Tags',
  GetSessionToken: 'DurationSeconds SerialNumber TokenCode',
};
