/** A bucket that something else makes. */

/**
 * A bucket's name, or a construct that has one: a `CustomerBucket` of this package, or an `S3Bucket` of
 * `@cdktf/provider-aws`. With a construct Terraform makes the bucket first.
 */
export type BucketReference = string | { readonly bucketName: string } | { readonly bucket: string };

/** The bucket's name, a token where a construct has it. */
export function nameOfBucket(reference: BucketReference): string {
  if (typeof reference === 'string') return reference;
  return 'bucketName' in reference ? reference.bucketName : reference.bucket;
}
