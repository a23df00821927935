/**
 * What an access point and its bucket say of each other, for an app that makes its own: AWS lets a request through an
 * access point only where the access point's policy and the bucket's both allow it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
import type { Grant } from '../config/tenant/tenant';
import type { GrantDefinition } from '../config/tenant/tenant-definition';
import { accessPointNameProblem } from '../config/values/access-point-name';
import { accessPointArn, accountRootArn, bucketArn, parseArn, partitionOf } from '../config/values/arn';
import { accountProblem } from '../config/values/aws-account';
import { bucketNameProblem } from '../config/values/bucket-name';
import { delegation, denyPlainHttp } from './bucket-policy';
import { type CheckedValue, checkedGrants, mustBeSound, unlessToken } from './definition-error';
import { type Audience, grantStatements } from './grant-scope';
import type { Policy } from './policy-document';

/** A role and what it may do through one access point. The values are written out: no policy can wait for a resource. */
export interface AccessPointGrants {
  /** 3 to 50 characters. */
  readonly accessPointName: string;
  /** The account of the access point, of its bucket and of the role: twelve digits. */
  readonly account: string;
  /** As AWS writes it: `us-east-1`. */
  readonly region: string;
  /** ARN of the role. It may be made later: AWS looks at it when a request comes. */
  readonly roleArn: string;
  /** At least one. */
  readonly grants: readonly GrantDefinition[];
}

/** What {@link closedBucketPolicy} is made from. */
export interface ClosedBucketProps {
  /** The bucket's name, which may be a token: `bucket.bucket`. */
  readonly bucketName: string;
  /** The region of the bucket. */
  readonly region: string;
  /**
   * The access points on the bucket, which are let in. The account's own roles are let in by their own policies.
   * @default - none
   */
  readonly accessPoints?: readonly AccessPointGrants[];
}

/** The ARN of the access point, for `grantsPolicy`. */
export function grantedAccessPointArn({ accessPointName, account, region }: AccessPointGrants): string {
  return accessPointArn(partitionOf(region), region, account, accessPointName);
}

/**
 * The access point's policy: the role may do there what the grants say. Throws `UserError` with everything that is wrong
 * with the values, by the rules that tenants' files are held to.
 */
export function accessPointGrantsPolicy(point: AccessPointGrants): Policy {
  mustBeSound('an access point policy', checked(point, ''));
  return {
    name: 'access point',
    statements: grantStatements(whole(point.grants), [grantedAccessPointArn(point)], audienceOf(point)),
  };
}

/**
 * The policy of a bucket that refuses plain HTTP, and lets each access point's role in through that access point, to do
 * what its grants say. Throws `UserError` likewise.
 */
export function closedBucketPolicy({ bucketName, region, accessPoints = [] }: ClosedBucketProps): Policy {
  const name = {
    field: 'bucketName',
    value: bucketName,
    problem: unlessToken(bucketName, bucketNameProblem),
  };
  const points = accessPoints.flatMap((point, index) => checked(point, `accessPoints[${index}].`));
  mustBeSound('a bucket policy', [name, ...points]);
  const partition = partitionOf(region);
  return {
    name: 'bucket',
    statements: [
      denyPlainHttp({ partition, bucket: { name: bucketName } }),
      ...accessPoints.flatMap((point, index) =>
        delegation(
          {
            point: grantedAccessPointArn(point),
            bucket: bucketArn(partition, bucketName),
            audience: audienceOf(point),
          },
          { grants: whole(point.grants) },
          {
            sid: `AccessPoint${index + 1}`,
            through: `Through the access point ${point.accessPointName}.`,
          },
        ),
      ),
    ],
  };
}

/** One role of the account, by the reasons that `audience.ts` gives. */
function audienceOf({ account, region, roleArn }: AccessPointGrants): Required<Audience> {
  return {
    Principal: { AWS: accountRootArn(partitionOf(region), account) },
    Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
  };
}

function whole(grants: readonly GrantDefinition[]): readonly Grant[] {
  return grants.map((grant) => ({ ...grant, extraActions: grant.extraActions ?? [] }));
}

function checked(point: AccessPointGrants, within: string): readonly CheckedValue[] {
  const { accessPointName, account, roleArn, grants } = point;
  return [
    {
      field: `${within}accessPointName`,
      value: accessPointName,
      problem: accessPointNameProblem(accessPointName),
    },
    { field: `${within}account`, value: account, problem: accountProblem(account) },
    { field: `${within}roleArn`, value: roleArn, problem: roleProblem(roleArn, account) },
    ...checkedGrants(grants, `${within}grants`),
  ];
}

function roleProblem(arn: string, account: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith('role/'))
    return "the role's ARN is needed, written out: arn:aws:iam::<account>:role/<name>";
  return parsed.account === account ? undefined : `the role has to be in the account ${account}`;
}
