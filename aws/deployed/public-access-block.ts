/** The four blocks on public access: of a bucket, an access point, or a whole account. */

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export const NOTHING_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

/** What is not said is not blocked. */
export function publicAccessBlock(
  block: { readonly [Name in keyof PublicAccessBlock]?: boolean | undefined } = {},
): PublicAccessBlock {
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } = block;
  return {
    BlockPublicAcls: BlockPublicAcls ?? false,
    BlockPublicPolicy: BlockPublicPolicy ?? false,
    IgnorePublicAcls: IgnorePublicAcls ?? false,
    RestrictPublicBuckets: RestrictPublicBuckets ?? false,
  };
}

export function blocksEverything(block: PublicAccessBlock): boolean {
  return Object.values(block).every((on) => on);
}
