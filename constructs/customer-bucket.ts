import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import {
  ABORT_MULTIPART_DAYS,
  type DeclaredSetting,
  LIFECYCLE_RULES,
  OBJECT_OWNERSHIP,
} from '../config/values/bucket-settings';
import { type PolicyValue, policyText } from '../policies/policy-value';
import { literally, literalText } from './literal-text';

/** Properties of {@link CustomerBucket}. */
export interface CustomerBucketProps {
  /** 3 to 63 characters, unique in all of AWS. */
  readonly bucketName: string;
  /**
   * The bucket's policy. `closedBucketPolicy` makes one that refuses plain HTTP and lets access points in, `bucketPolicy`
   * that of a tenant's bucket.
   */
  readonly policy: PolicyValue;
  /**
   * Key for SSE-KMS; its ARN.
   * @default - SSE-S3
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Where access logs are delivered. The log bucket's policy must let `logging.s3.amazonaws.com` write there.
   * @default - no access logs
   */
  readonly logging?: { readonly bucket: string; readonly prefix: string } | undefined;
  /**
   * Days after which noncurrent versions expire.
   * @default 30
   */
  readonly noncurrentVersionDays?: number;
  /**
   * Terraform's `prevent_destroy`.
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Terraform's `force_destroy`: a destroy empties the bucket first.
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * Takes over a bucket that is there instead of making it, with those of its sub-resources that are set. What is set
   * and not named here is overwritten, and no plan shows it.
   * @default - the bucket is made
   */
  readonly adopt?: readonly DeclaredSetting[] | undefined;
  /**
   * Tags of the bucket.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The customer's bucket with everything that keeps it closed. Each setting is a resource of its own and always
 * declared, also where AWS's default is the same: what is not declared, Terraform does not see drift.
 */
export class CustomerBucket extends Construct {
  /** A reference: what uses it waits for the bucket. */
  readonly bucketName: string;
  /** Likewise. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CustomerBucketProps) {
    super(scope, id);
    const { preventDestroy = true, forceDestroy = false, noncurrentVersionDays = 30, tags = {} } = props;
    const resource = new S3Bucket(
      this,
      'bucket',
      literally({
        bucket: props.bucketName,
        forceDestroy,
        tags: { ...tags },
        lifecycle: { preventDestroy },
      }),
    );
    this.bucketName = resource.bucket;
    this.arn = resource.arn;
    const made = {
      ...this.close(policyText(props.policy)),
      encryption: this.encrypt(props.kmsKeyArn),
      ...this.keepVersions(noncurrentVersionDays),
      logging: props.logging && this.log(props.logging),
    };
    if (!props.adopt) return;
    const name = literalText(props.bucketName);
    resource.importFrom(name);
    for (const setting of props.adopt) made[setting]?.importFrom(name);
  }

  private log({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }): TerraformResource {
    return new S3BucketLoggingA(
      this,
      'logging',
      literally({ bucket: this.bucketName, targetBucket: bucket, targetPrefix: prefix }),
    );
  }

  private close(policy: string): Record<'policy' | 'publicAccessBlock' | 'ownership', TerraformResource> {
    const block = new S3BucketPublicAccessBlock(
      this,
      'public-access-block',
      literally({
        bucket: this.bucketName,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
    );
    const ownership = new S3BucketOwnershipControls(
      this,
      'ownership',
      literally({
        bucket: this.bucketName,
        rule: { objectOwnership: OBJECT_OWNERSHIP },
      }),
    );
    // One after the other: S3 answers 409 to a policy and a public-access block that arrive together.
    const closed = new S3BucketPolicy(
      this,
      'policy',
      literally({ bucket: this.bucketName, policy, dependsOn: [block] }),
    );
    return { policy: closed, publicAccessBlock: block, ownership };
  }

  private encrypt(kmsKeyArn: string | undefined): TerraformResource {
    const algorithm =
      kmsKeyArn === undefined
        ? { sseAlgorithm: 'AES256' }
        : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn };
    return new S3BucketServerSideEncryptionConfigurationA(
      this,
      'encryption',
      literally({
        bucket: this.bucketName,
        rule: [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: kmsKeyArn !== undefined }],
      }),
    );
  }

  private keepVersions(noncurrentDays: number): Record<'versioning' | 'lifecycle', TerraformResource> {
    const versioning = new S3BucketVersioningA(
      this,
      'versioning',
      literally({
        bucket: this.bucketName,
        versioningConfiguration: { status: 'Enabled' },
      }),
    );
    const lifecycle = new S3BucketLifecycleConfiguration(
      this,
      'lifecycle',
      literally({
        bucket: this.bucketName,
        dependsOn: [versioning],
        rule: [
          {
            id: LIFECYCLE_RULES.abortUploads,
            status: 'Enabled',
            filter: [{ prefix: '' }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_MULTIPART_DAYS }],
          },
          {
            id: LIFECYCLE_RULES.expireVersions,
            status: 'Enabled',
            filter: [{ prefix: '' }],
            noncurrentVersionExpiration: [{ noncurrentDays }],
            expiration: [{ expiredObjectDeleteMarker: true }],
          },
        ],
      }),
    );
    return { versioning, lifecycle };
  }
}
