/** What a file without a policy seems to hold, and what would be right instead. */
import { type CodeKind, codeText } from './reading/program-code';

interface ContentKind {
  /** `a tenant's file`. */
  readonly is: string;
  readonly sign: RegExp;
  /** `s3-handshake validate judges it`. */
  readonly remedy: string;
}

/** The first that fits says it. */
const KINDS: readonly ContentKind[] = [
  { is: 'empty', sign: /^\s*$/, remedy: 'put the policy into it' },
  {
    is: "an error of AWS's, no answer",
    sign: /\b[Aa]n error occurred \(\w+\) when calling the \w+ operation|<Error>\s*<Code>\w+<\/Code>/,
    remedy: 'ask again with credentials that may read the policy, or of a resource that has one',
  },
  {
    is: "a tenant's file",
    sign: /^tenant:\s*\S[\s\S]*^vendor:/m,
    remedy: 's3-handshake validate judges it',
  },
  {
    is: "a vendor's profile",
    sign: /^id:\s*\S[\s\S]*^sources:/m,
    remedy: 's3-handshake vendors shows it and says what is wrong with it',
  },
  {
    is: 'a list of attached policies',
    sign: /"AttachedPolicies"\s*:/,
    remedy:
      'lint what each says: aws iam get-policy-version --policy-arn <its ARN> --version-id <its default version>',
  },
  {
    is: "a list of policies' names",
    sign: /"PolicyNames"\s*:/,
    remedy: 'lint what each says: aws iam get-role-policy --role-name <role> --policy-name <name>',
  },
  {
    is: 'what describes a managed policy, without its document',
    sign: /"DefaultVersionId"\s*:/,
    remedy: 'lint what aws iam get-policy-version prints for that version',
  },
  {
    is: 'a role without its trust policy',
    sign: /"RoleName"\s*:|"RoleId"\s*:/,
    remedy: 'lint what aws iam get-role and aws iam get-role-policy print',
  },
  {
    is: "a bucket's ACL",
    sign: /"Grantee"\s*:|<AccessControlPolicy\b/,
    remedy:
      'lint what aws s3api get-bucket-policy prints; with ACLs off (the default) the ACL decides nothing',
  },
  {
    is: "a bucket's settings",
    sign: /"(?:PublicAccessBlockConfiguration|AllowedMethods|CORSRules|ServerSideEncryptionConfiguration|OwnershipControls|LifecycleConfiguration|VersioningConfiguration|LocationConstraint)"\s*:|"Status"\s*:\s*"(?:Enabled|Suspended)"/,
    remedy: 'lint what aws s3api get-bucket-policy prints',
  },
  {
    is: "a policy of Google Cloud's",
    sign: /"?bindings"?\s*:[\s\S]*\broles\//,
    remedy: "lint reads AWS's policies: for an S3 bucket the vendor has one of these too",
  },
  {
    is: "a policy or role of Azure's",
    sign: /"policyRule"\s*:|Microsoft\.(?:Storage|Authorization)\//,
    remedy: "lint reads AWS's policies: for an S3 bucket the vendor has one of these too",
  },
  {
    is: 'a role of Kubernetes',
    sign: /^apiVersion:\s*rbac\.authorization\.k8s\.io/m,
    remedy: "lint reads AWS's policies",
  },
  {
    is: 'a policy in Cedar',
    sign: /^\s*(?:permit|forbid)\s*\(\s*principal\b/m,
    remedy: "lint reads AWS's JSON policies",
  },
  {
    is: "a template with SAM's ready-made policies, without a policy of its own",
    sign: /\bAWS::Serverless[\s\S]*\b(?:S3\w*|KMS\w*|Lambda\w*|Sts\w*)Policy\b\s*:/,
    remedy:
      'lint what they become: aws cloudformation get-template --template-stage Processed --stack-name <stack>',
  },
  {
    is: 'a CloudFormation template without a policy of its own',
    sign: /\bAWSTemplateFormatVersion\b|\bType["']?\s*:\s*["']?AWS::/,
    remedy:
      'lint the template that has one, or what aws iam get-policy-version prints for those that it names',
  },
  {
    is: 'a configuration of Terraform without a policy',
    sign: /^[ \t]*(?:resource|data|module|provider|variable|output|terraform|locals)\b[^\n={]*\{/m,
    remedy: 'lint the file that has one, or the plan: terraform show -json <plan>',
  },
  {
    is: 'a script without a policy',
    sign: /^#!|\baws (?:iam|s3|s3api|sts) [a-z-]+/,
    remedy: 'lint the files that it gives to AWS (file://…)',
  },
  {
    is: 'a web page without a policy',
    sign: /<html\b|<!doctype html/i,
    remedy: 'copy the policy from the page into a file: some pages load it when they are seen',
  },
  {
    is: 'a table',
    sign: /^(?:[^,\n"{}[\]]+,){2,}[^,\n]*\n|^[^\t\n]+(?:\t[^\t\n]*){2,}\n|^[\w -]+,[\w -]+\n(?:[^\n,]+,[^\n,]+\n)+/,
    remedy: 's3-handshake new --from reads tables of tenants',
  },
  {
    is: 'JSON without a policy',
    sign: /^\s*(?:\{[\s\S]*\}|\[[\s\S]*\])\s*$/,
    remedy: 'a policy has "Version" and "Statement"',
  },
];

const OTHER: Omit<ContentKind, 'sign'> = {
  is: 'text without a policy',
  remedy: 'a policy has "Version" and "Statement"; a list names an action a line (s3:GetObject)',
};

/** In one sentence: what a text is in which neither a policy nor a list of actions was found, and what would be right. `code`: which code
 * it is. */
export function contentText(text: string, code: CodeKind | undefined): string {
  if (code) return `it is ${codeText(code)}`;
  const { is, remedy } = KINDS.find(({ sign }) => sign.test(text)) ?? OTHER;
  return `it is ${is}: ${remedy}`;
}
