/** Grants on one bucket or on several as the policy of one role, for an app that makes its own role. */

import type { Grant } from '../config/tenant/tenant';
import type { GrantDefinition } from '../config/tenant/tenant-definition';
import { UserError } from '../config/user-error';
import { bucketArn, type Partition, parseArn, partitionOf } from '../config/values/arn';
import { accountProblem } from '../config/values/aws-account';
import { bucketNameProblem } from '../config/values/bucket-name';
import { keyActions, keyStatement } from './access-policy';
import { type CheckedValue, checkedGrants, mustBeSound, unlessToken } from './definition-error';
import { grantStatements, otherOwnersDenial } from './grant-scope';
import type { Policy, ReasonedStatement } from './policy-document';

/** A bucket and what is allowed in it. */
export interface BucketGrants {
  /** The bucket's name, which may be a token: `bucket.bucket`. */
  readonly bucketName: string;
  /**
   * The account that the bucket is in: a bucket of that name in another one is out of reach.
   * @default - {@link GrantsPolicyProps.account}
   */
  readonly account?: string;
  readonly grants: readonly GrantDefinition[];
  /**
   * ARN of an access point on the bucket, written out, through which the same is allowed. The access point's own policy
   * and the bucket's must allow it too: `accessPointGrantsPolicy` and `closedBucketPolicy` make them.
   * @default - the bucket alone
   */
  readonly accessPointArn?: string;
  /**
   * ARN of the KMS key that encrypts the bucket. The key's own policy must let the role use it.
   * @default - SSE-S3, which needs no right
   */
  readonly kmsKeyArn?: string;
}

/** What {@link grantsPolicy} is made from. */
export interface GrantsPolicyProps {
  /**
   * The inline policy's name.
   * @default s3-handshake-grants
   */
  readonly name?: string;
  /** The region of the buckets. */
  readonly region: string;
  /**
   * The account that the buckets are in, twelve digits or a token. With it a bucket of the same name that somebody else
   * makes, once it is free, is out of reach.
   * @default - the buckets may be in any account
   */
  readonly account?: string | undefined;
  /** At least one; each bucket once. */
  readonly buckets: readonly BucketGrants[];
}

/**
 * The policy of a role that may do what the grants say, in one bucket or in several. Throws `UserError` with everything
 * that is wrong with the values, by the rules that tenants' files are held to.
 */
export function grantsPolicy(props: GrantsPolicyProps): Policy {
  const { name = 's3-handshake-grants', region, account, buckets: given } = props;
  const buckets = given.map((bucket) => ({ ...bucket, ...accountOf(bucket.account ?? account) }));
  if (buckets.length === 0) throw new UserError('a grants policy needs at least one bucket');
  mustBeSound('a grants policy', buckets.flatMap(checked));
  const partition = partitionOf(region);
  return {
    name,
    statements: buckets.flatMap((bucket, index) =>
      statementsOf(bucket, region, partition).map(({ statement, reason }) => ({
        statement: index === 0 ? statement : { ...statement, Sid: `Bucket${index + 1}${statement.Sid}` },
        reason: `In ${bucket.bucketName}: ${reason}`,
      })),
    ),
  };
}

/** Left out where nobody says it: a field that is there and undefined is one that is not there. */
function accountOf(account: string | undefined): Pick<BucketGrants, 'account'> {
  return account === undefined ? {} : { account };
}

function checked(
  { bucketName, account, grants, accessPointArn }: BucketGrants,
  index: number,
  all: readonly BucketGrants[],
): readonly CheckedValue[] {
  const field = `buckets[${index}]`;
  const first = all.findIndex((other) => other.bucketName === bucketName);
  const twice = first < index ? `it stands in buckets[${first}] too; put all grants there` : undefined;
  const name = twice ?? unlessToken(bucketName, bucketNameProblem);
  return [
    { field: `${field}.bucketName`, value: bucketName, problem: name },
    ...(account === undefined
      ? []
      : [{ field: `${field}.account`, value: account, problem: unlessToken(account, accountProblem) }]),
    ...checkedGrants(grants, `${field}.grants`),
    ...(accessPointArn === undefined
      ? []
      : [
          {
            field: `${field}.accessPointArn`,
            value: accessPointArn,
            problem: accessPointProblem(accessPointArn),
          },
        ]),
  ];
}

/** What stands below an access point depends on its ARN, so a token, which cannot be taken apart, will not do. */
function accessPointProblem(arn: string): string | undefined {
  const parsed = parseArn(arn);
  return parsed?.service === 's3' && parsed.resource.startsWith('accesspoint/')
    ? undefined
    : 'the ARN of an access point is needed, written out: arn:aws:s3:<region>:<account>:accesspoint/<name>';
}

function statementsOf(
  { bucketName, account, grants, accessPointArn, kmsKeyArn }: BucketGrants,
  region: string,
  partition: Partition,
): readonly ReasonedStatement[] {
  const whole = grants.map((grant): Grant => ({ ...grant, extraActions: grant.extraActions ?? [] }));
  const containers = [
    bucketArn(partition, bucketName),
    ...(accessPointArn === undefined ? [] : [accessPointArn]),
  ];
  const actions = keyActions(whole);
  const key =
    kmsKeyArn === undefined || actions.length === 0
      ? []
      : [keyStatement({ actions, kmsKeyArn, partition, region, who: 'role' })];
  const owner = account === undefined ? [] : [otherOwnersDenial(bucketArn(partition, bucketName), account)];
  return [...grantStatements(whole, containers), ...owner, ...key];
}
