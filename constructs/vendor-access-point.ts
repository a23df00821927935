import { S3AccessPoint } from '@cdktf/provider-aws/lib/s3-access-point';
import { Construct } from 'constructs';
import { type PolicyValue, policyText } from '../policies/policy-value';
import { type BucketReference, nameOfBucket } from './bucket-reference';
import { literally } from './literal-text';

/** Properties of {@link VendorAccessPoint}. */
export interface VendorAccessPointProps {
  /** 3 to 50 characters, unique in the account and region. */
  readonly accessPointName: string;
  /** The bucket that it leads to. */
  readonly bucket: BucketReference;
  /**
   * The access point's policy, by `accessPointGrantsPolicy`. The bucket's own policy must let the access point in, too:
   * `closedBucketPolicy`.
   */
  readonly policy: PolicyValue;
}

/**
 * The access point through which a vendor is sent. Its network origin is the internet, since a vendor outside the
 * customer's VPC could not use another; the public-access block is complete and, like the origin, cannot be changed
 * later. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
export class VendorAccessPoint extends Construct {
  /** A reference: what uses it waits for the access point. */
  readonly arn: string;
  /** What AWS lets stand wherever a bucket's name does. */
  readonly alias: string;

  constructor(scope: Construct, id: string, props: VendorAccessPointProps) {
    super(scope, id);
    const accessPoint = new S3AccessPoint(
      this,
      'access-point',
      literally({
        name: props.accessPointName,
        bucket: nameOfBucket(props.bucket),
        policy: policyText(props.policy),
        publicAccessBlockConfiguration: {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      }),
    );
    this.arn = accessPoint.arn;
    this.alias = accessPoint.alias;
  }
}
