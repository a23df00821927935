/**
 * What a tenant's grants come to on a container of objects: the bucket or the access point. The role's policy, the
 * access point's and the bucket's delegation all say the same thing about their containers, so it is said here once.
 */

import { ACL_ACTION, OWNER_ACL } from '../config/tenant/owner-acl';
import type { Grant } from '../config/tenant/tenant';
import { objectsArn } from '../config/values/arn';
import { type ConditionBlock, oneOrMany, type ReasonedStatement, type Statement } from './policy-document';
import { LIST_ACTION, LOCATION_ACTION, OBJECT_ACTIONS } from './s3-actions';

/** What a resource policy must add to a statement to say whom it is for. Empty in the own policy of a role or user. */
export type Audience = Pick<Statement, 'Principal' | 'Condition'>;

/** The S3 actions on objects that a grant asks for, each once, in the order of the grant's words. */
export function objectActions(grant: Grant): readonly string[] {
  return [...new Set([...grant.allow.flatMap((access) => OBJECT_ACTIONS[access]), ...grant.extraActions])];
}

/**
 * The Allow statements for `grants` on each of `containers` (ARNs of the bucket or of access points).
 * `ListBucket` is held to the prefixes by `s3:prefix`, the objects by their ARNs. `ownerAcl`: those of the grants with
 * which the vendor sends an ACL.
 */
export function grantStatements(
  grants: readonly Grant[],
  containers: readonly string[],
  audience: Audience = {},
  ownerAcl: readonly Grant[] = [],
): readonly ReasonedStatement[] {
  const objects = grants.flatMap((grant, index) => {
    const actions = objectActions(grant);
    if (actions.length === 0) return [];
    const statement = allow(
      `Objects${index + 1}`,
      actions,
      containers.map((container) => objectsArn(container, grant.prefix)),
      audience,
    );
    return [{ statement, reason: `Objects ${below(grant.prefix)}: ${grantedWords(grant)}.` }];
  });
  return [
    ...objects,
    ...ownerAclStatement(ownerAcl, containers, audience),
    ...listStatement(grants, containers, audience),
    locationStatement(containers, audience),
  ];
}

/**
 * A bucket's name is anybody's again once the bucket is gone. Whoever makes one under it must get nothing of the vendor's
 * and give it nothing, so the rights end where the bucket is another account's. One Deny costs less of IAM's quota than a
 * condition in each Allow. An access point's ARN holds its account already.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function otherOwnersDenial(bucketArn: string, account: string): ReasonedStatement {
  const statement: Statement = {
    Sid: 'OtherOwner',
    Effect: 'Deny',
    Action: 's3:*',
    Resource: [bucketArn, objectsArn(bucketArn, '')],
    Condition: { StringNotEquals: { 's3:ResourceAccount': account } },
  };
  return { statement, reason: `A bucket of this name that is not the account ${account}'s is out of reach.` };
}

/** One ACL and no other: with any that gives something to others, the right is not there. */
function ownerAclStatement(
  grants: readonly Grant[],
  containers: readonly string[],
  audience: Audience,
): readonly ReasonedStatement[] {
  if (grants.length === 0) return [];
  const prefixes = grants.map(({ prefix }) => prefix);
  const resources = containers.flatMap((container) =>
    prefixes.map((prefix) => objectsArn(container, prefix)),
  );
  const condition = { StringEquals: { ...audience.Condition?.StringEquals, 's3:x-amz-acl': OWNER_ACL } };
  const reason = `The vendor sends the ACL ${OWNER_ACL} with what it puts ${prefixes.map(below).join(' and ')}, and S3 asks for this right then.`;
  return [{ statement: allow('OwnerAcl', [ACL_ACTION], resources, audience, condition), reason }];
}

function listStatement(
  grants: readonly Grant[],
  containers: readonly string[],
  audience: Audience,
): readonly ReasonedStatement[] {
  const listed = grants.filter((grant) => grant.allow.includes('list'));
  if (listed.length === 0) return [];
  const prefixes = listed.map((grant) => grant.prefix);
  const reason = `Lists keys ${prefixes.map(below).join(' and ')}, no others.`;
  const whole = prefixes.includes('');
  const condition = whole
    ? {}
    : { StringLike: { 's3:prefix': oneOrMany(prefixes.map((prefix) => `${prefix}*`)) } };
  return [{ statement: allow('ListPrefixes', [LIST_ACTION], containers, audience, condition), reason }];
}

function locationStatement(containers: readonly string[], audience: Audience): ReasonedStatement {
  const reason = 'SDKs ask for the region before they send a request there. It shows nothing of the content.';
  return { statement: allow('BucketLocation', [LOCATION_ACTION], containers, audience), reason };
}

function allow(
  Sid: string,
  actions: readonly string[],
  resources: readonly string[],
  { Principal, Condition }: Audience,
  condition: ConditionBlock = {},
): Statement {
  const merged = { ...Condition, ...condition };
  return {
    Sid,
    Effect: 'Allow',
    ...(Principal === undefined ? {} : { Principal }),
    Action: oneOrMany(actions),
    Resource: oneOrMany(resources),
    ...(Object.keys(merged).length === 0 ? {} : { Condition: merged }),
  };
}

function below(prefix: string): string {
  return prefix === '' ? 'anywhere in the bucket' : `below ${prefix}`;
}

function grantedWords(grant: Grant): string {
  return [...grant.allow.filter((access) => access !== 'list'), ...grant.extraActions].join(', ');
}
