/** Who is let in; what was not filled in; what the text around the policies advises. */
import type { FindingKind } from './finding-kind';

export const PRINCIPAL_KINDS = {
  'principal-everyone': {
    severity: 'high',
    asks: 'Everyone is let in',
    why: 'Anybody with an AWS account gets in, but for what a condition holds back.',
    remediation: "Name the vendor's role.",
  },
  'principal-wildcard': {
    severity: 'high',
    asks: 'A wildcard in a principal, which AWS does not take',
    why: 'AWS takes no wildcard within an ARN of a principal.',
    remediation: 'Name the role, or its account with a condition on aws:PrincipalArn.',
  },
  'principal-malformed': {
    severity: 'high',
    asks: 'A principal that is none',
    why: 'AWS refuses it, or it is nobody.',
    remediation: "Copy the ARN from the vendor's screen.",
  },
  'principal-type-unknown': {
    severity: 'high',
    asks: 'A type of principal that AWS does not have',
    why: 'AWS refuses the policy.',
    remediation: 'Write AWS, Service, Federated or CanonicalUser.',
  },
  'principal-not': {
    severity: 'high',
    asks: 'NotPrincipal: everyone but …',
    why: 'With Allow it lets in everybody else, anonymous callers too; with Deny it is easily got wrong.',
    remediation: 'Name who is meant.',
  },
  'principal-self': {
    severity: 'medium',
    asks: 'A role that names itself before it exists',
    why: "A role's trust policy is stored with the role, before the role can be named.",
    remediation: "Name the account's root, with ArnEquals on aws:PrincipalArn.",
  },
  'trust-without-external-id': {
    severity: 'high',
    asks: 'A third party may assume the role without an external ID',
    why: "Another customer of the vendor can give it this role's ARN, and the vendor reads your bucket for it: the confused deputy.",
    remediation:
      'Ask for the external ID by StringEquals; where the vendor supports none, give the role one folder.',
  },
  'trust-cross-product': {
    severity: 'medium',
    asks: 'Every principal with every external ID',
    why: 'Each principal is let in with the ID that was made for another.',
    remediation: 'Write a statement for each principal.',
  },
  'trust-mfa': {
    severity: 'medium',
    asks: 'MFA asked of a machine',
    why: 'A service has no MFA device: it is always denied.',
    remediation: 'Leave it out; the external ID is for machines.',
  },
  'external-id-operator': {
    severity: 'high',
    asks: 'An external ID that is not compared exactly',
    why: 'Anything but StringEquals lets in other IDs too, or none at all.',
    remediation: 'Use StringEquals.',
  },
  'external-id-illegal': {
    severity: 'high',
    asks: 'An external ID that AWS does not take',
    why: 'STS refuses it, so the vendor can never send it.',
    remediation: "Copy it from the vendor's screen.",
  },
  'external-id-placeholder': {
    severity: 'high',
    asks: 'A placeholder as the external ID',
    why: 'The value stands in a public document: anybody knows it.',
    remediation: "Copy your own from the vendor's screen.",
  },
  'web-identity-open': {
    severity: 'high',
    asks: 'A web identity without the conditions that tell its users apart',
    why: 'Without sub, anybody at the provider gets in; without aud, a token for another application does.',
    remediation: 'Ask for both by StringEquals.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

export const LEFT_OVER_KINDS = {
  placeholder: {
    severity: 'medium',
    asks: 'A placeholder that must be replaced',
    why: "The policy applies to nothing, or to a stranger's bucket of that name.",
    remediation: 'Put your own value in its place.',
  },
  'example-account': {
    severity: 'note',
    asks: "An account number from AWS's examples",
    why: 'The number is of an example: its owner is not the vendor.',
    remediation: 'Put the real account in its place.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

export const PROSE_KINDS = {
  'managed-policy': {
    severity: 'high',
    asks: 'The advice to attach a managed policy that is not held to one bucket',
    why: 'AmazonS3FullAccess and its like reach every bucket of the account.',
    remediation: 'Write a policy for the one bucket: --to-grants shows which grants ask for the same.',
  },
  'vendor-without-external-id': {
    severity: 'medium',
    asks: 'A vendor that supports no external ID',
    why: "Nothing tells you apart from the vendor's other customers.",
    remediation: 'Say acceptNoExternalId with a reason, and give the role one folder.',
  },
  'trust-as-bucket-policy': {
    severity: 'high',
    asks: 'A trust policy that is said to belong on a bucket',
    why: "sts:AssumeRole means nothing in a bucket's policy, and S3 refuses it.",
    remediation: "Put it into the role's trust policy.",
  },
  'long-lived-keys': {
    severity: 'note',
    asks: 'The offer to use access keys',
    why: 'A key does not end by itself, and works from everywhere.',
    remediation: 'Take the role, where the vendor offers one.',
  },
  'access-key': {
    severity: 'high',
    asks: 'An access key in the document',
    why: 'Whoever reads the document has it.',
    remediation: 'Delete the key in IAM, and take it out of the document.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
