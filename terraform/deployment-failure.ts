/**
 * What Terraform's error text means for a tenant, and what to do about it. Terraform passes on what AWS said, and AWS
 * does not know of tenants' files: a bucket that is there already ends a deployment with BucketAlreadyExists, and
 * nothing in that word leads to `existing` or `adopt`.
 */

/** A kind of failure, as it is looked up in `docs/troubleshooting.md`. */
export interface DeploymentFailure {
  /** AWS's error code, or Terraform's own words in short. Stable. */
  readonly code: string;
  /** What failed and why, one sentence without a full stop; names are those in Terraform's text. */
  readonly message: string;
  /** What to do about it, one sentence without a full stop. */
  readonly remediation: string;
}

interface Kind {
  readonly code: string;
  /** In the text of one error. Its first group is the name of what it is about, where the text says one. */
  readonly pattern: RegExp;
  readonly says: (name: string) => string;
  readonly remediation: (tenant: string) => string;
}

/** The first that fits an error holds, so a narrow kind stands before a wide one. */
const KINDS: readonly Kind[] = [
  {
    code: 'BucketAlreadyOwnedByYou',
    pattern: /(?:S3 Bucket \(([^)]+)\).*)?\bBucketAlreadyOwnedByYou\b/,
    says: (name) => `the bucket ${name} is in this account already, and this stack did not make it`,
    remediation: adoptOrExisting,
  },
  {
    code: 'BucketAlreadyExists',
    pattern: /(?:S3 Bucket \(([^)]+)\).*)?\b(?:BucketAlreadyExists|bucket already exists)\b/i,
    says: (name) => `a bucket ${name} is there already; names of buckets are unique in all of AWS`,
    remediation: (tenant) =>
      `if it is in the tenant's account, ${adoptOrExisting(tenant)}; if not, take another bucket.name`,
  },
  {
    code: 'EntityAlreadyExists (user)',
    pattern: /IAM User \(([^)]+)\).*\bEntityAlreadyExists\b/,
    says: (name) => `a user ${name} is in the account already, and this stack did not make it`,
    remediation: () =>
      'rename the tenant, after which its user is named, or rename the user that is there; a user is never adopted, since its keys are unknown',
  },
  {
    code: 'EntityAlreadyExists',
    pattern: /(?:IAM Role \(([^)]+)\).*)?\bEntityAlreadyExists\b/,
    says: (name) => `a role ${name} is in the account already, and this stack did not make it`,
    remediation: (tenant) =>
      `take another role.name, or say adopt: [role] and run s3-handshake adopt ${tenant}, which tells what of it would be lost`,
  },
  {
    code: 'AccessPointAlreadyOwnedByYou',
    pattern: /(?:S3 Access Point \(([^)]+)\).*)?\bAccessPointAlreadyOwnedByYou\b/,
    says: (name) =>
      `an access point ${name} is in the account and region already, and this stack did not make it`,
    remediation: () => 'take another accessPoint.name, or delete the access point that is there',
  },
  {
    code: 'Cannot import non-existent remote object',
    pattern: /Cannot import non-existent remote object/,
    says: () => 'something that the stack takes over is not there any more',
    remediation: (tenant) =>
      `run s3-handshake adopt ${tenant} --record again; what is gone for good is taken out of adopt`,
  },
  {
    code: 'prevent_destroy',
    pattern: /Resource (\S+).*?has lifecycle\.prevent_destroy set/,
    says: (name) => `the plan would destroy ${name}, which is protected`,
    remediation: () =>
      'if others share the bucket, their files go first; else set bucket.preventDestroy: false, deploy, and destroy then',
  },
  {
    code: 'BucketNotEmpty',
    pattern: /(?:S3 Bucket \(([^)]+)\).*)?\bBucketNotEmpty\b/,
    says: (name) => `the bucket ${name} holds objects or versions, and AWS deletes none that does`,
    remediation: () => 'empty it, or set bucket.forceDestroy: true, deploy, and destroy then',
  },
  {
    code: 'AWS account ID not allowed',
    pattern: /AWS account ID not allowed: (\d{12})/,
    says: (name) => `the credentials are of the account ${name}, which is not the tenant's`,
    remediation: () =>
      "take credentials of the tenant's account, or name a role in handshake.yaml: roles: { deploy: … }",
  },
  {
    code: 'InvalidBucketAclWithObjectOwnership',
    pattern: /\bInvalidBucketAclWithObjectOwnership\b/,
    says: () => "the bucket's ACL lets others in, and ACLs cannot be switched off while it does",
    remediation: () =>
      'give those others their access by policies, then set the ACL to private: aws s3api put-bucket-acl --acl private',
  },
  {
    code: 'Invalid principal in policy',
    pattern: /Invalid principal in policy(?:: "?(?:AWS"?: ?"?)?([^"\s]+))?/,
    says: (name) => `a policy names a principal that is not there: ${name}`,
    remediation: () =>
      "compare principal with the value in the vendor's form, and verifier.principal with the account; AWS takes only principals that exist",
  },
  {
    code: 'LimitExceeded',
    pattern: /\b(?:LimitExceeded|TooManyBuckets|PolicyLengthExceeded)\b/,
    says: () => 'a quota of the account is used up',
    remediation: () => 'ask AWS for more by Service Quotas, or remove what is not needed any more',
  },
  {
    code: 'OperationAborted',
    pattern: /\bOperationAborted\b/,
    says: () => 'AWS is still at work on another change of the same bucket',
    remediation: () =>
      'wait some minutes and deploy again; the name of a deleted bucket may take an hour to become free',
  },
  {
    code: 'state lock',
    pattern: /Error acquiring the state lock/,
    says: () => 'another run holds the state, or one that was killed left its lock',
    remediation: () =>
      "let the other run end; where none runs, terraform force-unlock with the ID in Terraform's text takes the lock away",
  },
  {
    code: 'Backend configuration changed',
    pattern: /Backend configuration changed|Backend initialization required/,
    says: () => 'handshake.yaml names another place for the state than the one where it lies',
    remediation: (tenant) =>
      `move it: npx cdktf synth, then terraform -chdir=cdktf.out/stacks/${tenant} init -migrate-state; where nothing of the old state counts, remove cdktf.out and deploy again`,
  },
  {
    code: 'ExpiredToken',
    pattern: /\b(?:ExpiredToken(?:Exception)?|TokenRefreshRequired)\b/,
    says: () => 'the credentials have expired',
    remediation: () => 'log in again, then deploy again',
  },
  {
    code: 'No valid credential sources found',
    pattern: /No valid credential sources found|failed to refresh cached credentials/,
    says: () => 'Terraform has no credentials',
    remediation: () => "set AWS_PROFILE, or log in; the deployment needs credentials of the tenant's account",
  },
  {
    code: 'AccessDenied',
    pattern:
      /\b(?:AccessDenied(?:Exception)?|UnauthorizedOperation)\b(?:.*?not authorized to perform: (\S+))?/,
    says: (name) => `the deployer may not do what the deployment needs: ${name}`,
    remediation: (tenant) => `compare the deployer's policy with s3-handshake deployer-policy ${tenant}`,
  },
];

function adoptOrExisting(tenant: string): string {
  return `say bucket.existing: true, and nothing on it is managed, or adopt: [bucket] and run s3-handshake adopt ${tenant}, which tells what of it would be lost`;
}

/** What Terraform paints around an error. */
const FRAME = /^[\s│╷╵|]+/gm;

/** All that are known, for a page. */
export function knownFailures(tenant: string): readonly Pick<DeploymentFailure, 'code' | 'remediation'>[] {
  return KINDS.map(({ code, remediation }) => ({ code, remediation: remediation(tenant) }));
}

/**
 * `output`: what Terraform or cdktf printed, with frames and colours or without. Each failure once, in the order of the
 * text; empty where it holds none that is known.
 */
export function failuresIn(output: string, tenant: string): readonly DeploymentFailure[] {
  const errors = output
    .replaceAll(FRAME, '')
    .split(/^(?:.*[^\S\n])?Error: /m)
    .slice(1)
    // Terraform breaks lines where it likes.
    .map((text) => text.replaceAll(/\s+/g, ' '));
  const found = errors.flatMap((text) => {
    const kind = KINDS.find(({ pattern }) => pattern.test(text));
    if (!kind) return [];
    const name = kind.pattern.exec(text)?.[1] ?? '';
    const message = kind.says(name).replaceAll(/(?: {2,}|: $)/g, (gap) => (gap.startsWith(':') ? '' : ' '));
    return [{ code: kind.code, message, remediation: kind.remediation(tenant) }];
  });
  return found.filter(
    ({ message }, index) => found.findIndex((other) => other.message === message) === index,
  );
}
