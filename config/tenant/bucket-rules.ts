/** The bucket: what goes together and what does not. */
import { parseArn } from '../values/arn';
import { isAccountRegionalName } from '../values/bucket-name';
import { quote } from '../values/quote';
import { matchesWhole } from '../values/regular-expression';
import { ACL_ACTION, hasNoAcls, OWNER_ACL } from './owner-acl';
import { notice, problem, type Ruling, type TenantRule } from './tenant-draft';

const ONLY_OF_OUR_OWN = ['logging', 'noncurrentVersionDays', 'preventDestroy', 'forceDestroy'] as const;

/** Said only where nobody knows it: on buckets that the kit makes it follows. */
export const aclsAreToldOfOthers: TenantRule = ({ says }) =>
  says.bucket?.aclsDisabled !== undefined && says.bucket.existing !== true
    ? [
        problem(
          ['bucket', 'aclsDisabled'],
          'is for a bucket with existing: true; the kit switches ACLs off on those that it makes: leave it out',
        ),
      ]
    : [];

/** The vendor's uploads fail by the header that it sends, not by what the grants say. */
export const aclHeaderIsTaken: TenantRule = ({ says, vendor }) => {
  const { bucket, grants = [] } = says;
  const puts = grants.some((grant) => grant?.allow?.includes('put') === true);
  if (!vendor?.aclHeader || !bucket || !puts || hasNoAcls(bucket)) return [];
  return [
    notice(
      ['bucket', 'existing'],
      `${vendor.name} sends the ACL ${OWNER_ACL} with what it puts, which needs ${ACL_ACTION}; the kit gives that only where ACLs are disabled, so uploads are denied. Once the bucket's Object Ownership is “Bucket owner enforced”, write bucket.aclsDisabled: true`,
    ),
  ];
};

/** On a bucket that others make the kit manages nothing; the key is still needed, for the role's rights on it. */
export const existingIsLeftAlone: TenantRule = ({ says }) => {
  const { bucket } = says;
  if (bucket?.existing !== true) return [];
  const settings = ONLY_OF_OUR_OWN.filter((field) => bucket[field] !== undefined);
  return [
    ...settings.map((field) =>
      problem(
        ['bucket', field],
        'cannot be set with existing: true: the kit manages nothing on such a bucket; leave it out',
      ),
    ),
    ...((says.adopt ?? []).includes('bucket')
      ? [
          problem(
            ['adopt'],
            'holds bucket, and bucket.existing is true: either the kit takes the bucket over (adopt) or it leaves it alone (existing)',
          ),
        ]
      : []),
  ];
};

export const bucketCanBeMade: TenantRule = ({ says, vendor }) => {
  const { name, existing } = says.bucket ?? {};
  if (name === undefined) return [];
  const rule = vendor?.bucketName;
  const rulings: Ruling[] = [];
  if (existing !== true && isAccountRegionalName(name))
    rulings.push(
      problem(
        ['bucket', 'name'],
        "ends with -an, which AWS keeps for buckets in an account's own namespace; the kit makes none of these",
      ),
    );
  if (vendor && rule && !matchesWhole(rule.pattern, name))
    rulings.push(
      problem(
        ['bucket', 'name'],
        `${quote(name)} does not work with ${vendor.name}: it must be ${rule.says}`,
      ),
    );
  return rulings;
};

/**
 * AWS's certificate is for one name below s3.amazonaws.com: with dots in the bucket's name, HTTPS to its own host fails.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const bucketHasNoDots: TenantRule = ({ says }) =>
  says.bucket?.name?.includes('.') === true
    ? [
        notice(
          ['bucket', 'name'],
          "has dots: the bucket's own host name fits no certificate of AWS's, so many vendors' forms and SDKs refuse it; use hyphens",
        ),
      ]
    : [];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html */
export const keyIsNearBucket: TenantRule = ({ says, region, partition }) => {
  const key = says.bucket?.encryption?.kmsKeyArn;
  const arn = key === undefined ? undefined : parseArn(key);
  const path = ['bucket', 'encryption', 'kmsKeyArn'];
  if (!arn || region === undefined || partition === undefined) return [];
  if (arn.partition !== partition)
    return [
      problem(
        path,
        `is of the partition ${arn.partition}, and the bucket's region ${region} is in ${partition}`,
      ),
    ];
  if (arn.region !== region)
    return [problem(path, `is a key in ${arn.region}; S3 takes a key of the bucket's own region, ${region}`)];
  return [];
};

/** The vendor's own words, so that whoever searches them finds the cause here. */
export const keyIsTakenByVendor: TenantRule = ({ says, vendor }) => {
  const key = says.bucket?.encryption?.kmsKeyArn;
  if (key === undefined || vendor?.encryption?.kms !== 'unsupported') return [];
  return [
    problem(
      ['bucket', 'encryption', 'kmsKeyArn'],
      `${vendor.name} does not support SSE-KMS: ${vendor.encryption.says}; leave it out, and the bucket encrypts with SSE-S3`,
    ),
  ];
};

/** A log bucket that logs itself grows without end. */
export const logsGoElsewhere: TenantRule = ({ says }) => {
  const { name, logging } = says.bucket ?? {};
  return name !== undefined && logging?.bucket === name
    ? [
        problem(
          ['bucket', 'logging', 'bucket'],
          'is the bucket itself: its logs would be logged again, without end; name another',
        ),
      ]
    : [];
};
