/**
 * Which condition keys AWS sends, and when. "Never" only where a page of AWS's says so, and "always" likewise; all else
 * may be there or not.
 */
import type { Principal } from '../request';

export type Presence = 'always' | 'never' | 'maybe';

/** What decides about it. */
export interface KeyQuestion {
  readonly principal: Principal['kind'];
  /** In lower case. */
  readonly action: string;
  /** Whether AWS publishes the key for the action; undefined where the action or its keys are not known. */
  readonly isPublished: boolean | undefined;
}

interface Row {
  readonly keys: RegExp;
  readonly presence: (asking: KeyQuestion) => Presence;
  readonly page: string;
}

const GLOBAL_KEYS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const S3_KEYS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';
const STS_KEYS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html';
const POINT_KEYS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html';

const always = (): Presence => 'always';
const maybe = (): Presence => 'maybe';
const onlyFor =
  (actions: RegExp) =>
  ({ action }: KeyQuestion): Presence =>
    actions.test(action) ? 'maybe' : 'never';

/** The first that fits holds. */
const ROWS: readonly Row[] = [
  {
    keys: /^aws:(?:securetransport|currenttime|epochtime|requestedregion|resourceaccount)$/,
    presence: always,
    page: GLOBAL_KEYS,
  },
  {
    keys: /^s3:resourceaccount$/,
    presence: ({ action }) => (action.startsWith('s3:') ? 'always' : 'never'),
    page: S3_KEYS,
  },
  { keys: /^aws:viaawsservice$/, presence: always, page: `${GLOBAL_KEYS}#condition-keys-viaawsservice` },
  {
    keys: /^aws:source(?:arn|account|owner|orgid|orgpaths)$/,
    presence: ({ principal }) => (principal === 'service' ? 'maybe' : 'never'),
    page: `${GLOBAL_KEYS}#condition-keys-sourcearn`,
  },
  {
    keys: /^aws:tokenissuetime$/,
    presence: ({ principal }) =>
      principal === 'role-session' || principal === 'federated-user'
        ? 'always'
        : principal === 'user' || principal === 'root'
          ? 'maybe'
          : 'never',
    page: `${GLOBAL_KEYS}#condition-keys-tokenissuetime`,
  },
  {
    keys: /^aws:multifactorauth(?:present|age)$/,
    presence: ({ principal }) => (hasAccount(principal) ? 'maybe' : 'never'),
    page: `${GLOBAL_KEYS}#condition-keys-multifactorauthpresent`,
  },
  {
    keys: /^aws:(?:principalorgid|principalorgpaths|principaltag\/.*|sourceidentity|assumedroot|rolesessionname)$/,
    presence: ({ principal }) => (hasAccount(principal) ? 'maybe' : 'never'),
    page: `${GLOBAL_KEYS}#condition-keys-principalorgid`,
  },
  {
    keys: /^aws:principalservicenameslist$/,
    presence: ({ principal }) => (principal === 'service' ? 'maybe' : 'never'),
    page: `${GLOBAL_KEYS}#condition-keys-principalservicenameslist`,
  },
  {
    keys: /^aws:(?:requesttag\/.*|tagkeys)$/,
    presence: ({ isPublished, action }) =>
      isPublished === false && action !== 'sts:tagsession' ? 'never' : 'maybe',
    page: `${GLOBAL_KEYS}#condition-keys-requesttag`,
  },
  { keys: /^aws:/, presence: maybe, page: GLOBAL_KEYS },
  {
    // What is asked beside AssumeRole is asked with the same context.
    keys: /^sts:externalid$/,
    presence: onlyFor(/^sts:(?:assumerole|tagsession|setsourceidentity)$/),
    page: STS_KEYS,
  },
  {
    keys: /^s3:(?:prefix|delimiter|max-keys)$/,
    presence: ({ action, isPublished }) =>
      !action.startsWith('s3:') || (isPublished === false && !action.startsWith('s3:list'))
        ? 'never'
        : 'maybe',
    page: S3_KEYS,
  },
  {
    keys: /^s3:(?:dataaccesspoint(?:arn|account)|accesspointnetworkorigin)$/,
    presence: ({ action }) => (action.startsWith('s3:') ? 'maybe' : 'never'),
    page: POINT_KEYS,
  },
  { keys: /^s3:/, presence: onlyFor(/^s3:/), page: S3_KEYS },
  { keys: /^sts:/, presence: onlyFor(/^sts:/), page: STS_KEYS },
  {
    keys: /^kms:/,
    presence: onlyFor(/^kms:/),
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  },
];

export function presenceOf(key: string, asking: KeyQuestion): Presence {
  return ROWS.find(({ keys }) => keys.test(key))?.presence(asking) ?? 'maybe';
}

/** Whether every request has it, whoever asks for what. */
export function isAlwaysSent(key: string): boolean {
  return ROWS.find(({ keys }) => keys.test(key))?.presence === always;
}

function hasAccount(principal: Principal['kind']): boolean {
  return principal !== 'anonymous' && principal !== 'service' && principal !== 'federated';
}

/**
 * Keys of which a request may have several values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const MULTIVALUED =
  /^(?:aws:(?:tagkeys|calledvia|principalorgpaths|resourceorgpaths|sourceorgpaths|principalservicenameslist)|s3:requestobjecttagkeys|kms:(?:encryptioncontextkeys|grantoperations|resourcealiases)|sts:transitivetagkeys|dynamodb:(?:attributes|leadingkeys))$/;

export function isMultivalued(key: string): boolean {
  return MULTIVALUED.test(key);
}

/** Keys that are there exactly when none of the others is: a request comes from the internet or from a VPC. */
export const FROM_VPC: readonly string[] = ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'];
export const FROM_INTERNET = 'aws:sourceip';
