import { S3AccessPoint } from '@cdktf/provider-aws/lib/s3-access-point';
import { Construct } from 'constructs';

export interface VendorAccessPointProps {
  readonly accessPointName: string;
  readonly bucketName: string;
  /** The access point's policy as JSON. */
  readonly policy: string;
}

/**
 * The access point through which a vendor is sent. Its network origin is the internet, since a vendor outside the
 * customer's VPC could not use another; the public-access block is complete and, like the origin, cannot be changed
 * later. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
export class VendorAccessPoint extends Construct {
  readonly arn: string;
  readonly alias: string;

  constructor(scope: Construct, id: string, props: VendorAccessPointProps) {
    super(scope, id);
    const accessPoint = new S3AccessPoint(this, 'access-point', {
      name: props.accessPointName,
      bucket: props.bucketName,
      policy: props.policy,
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    });
    this.arn = accessPoint.arn;
    this.alias = accessPoint.alias;
  }
}
