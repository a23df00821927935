/**
 * References: what a template fills in by itself, such as another resource's ARN. They are no placeholders, for nobody
 * has to replace them. In the texts that rules see they stand as `‹Bucket›`, in characters that no policy has.
 */

const REFERENCE = /‹[^‹›]*›/g;

export function reference(name: string): string {
  return `‹${name.replace(/[‹›]/g, '')}›`;
}

export function holdsReference(text: string): boolean {
  return text.includes('‹');
}

/** The text with each reference as a plain word, so that what stands around it can be looked at. */
export function withoutReferences(text: string): string {
  return text.replace(REFERENCE, 'x');
}

/** What Terraform, the Serverless Framework and CloudFormation fill in. None of it is a policy variable. */
const FILLED_IN: readonly RegExp[] = [
  /^AWS::/,
  /^(?:self|opt|env|ssm|cf|param|sls|file|strToBool)\b[:(.]/,
  /^aws:(?:accountId|region|partition|stage)\b/,
  // A traversal, or a call; a variable of an identity provider has a colon behind its host.
  /^[\w-]+(?:\[[^\]]*\])?\.[^:]*$/,
  /^\w+\(/,
];

/**
 * `${aws_s3_bucket.exchange.arn}`, `${self:custom.bucket}`, `${AWS::AccountId}` in a text. `forms`: what else is filled
 * in there.
 */
export function withReferences(text: string, forms: readonly RegExp[] = []): string {
  if (!text.includes('${')) return text;
  return text.replace(/(\$?)\$\{([^{}]+)\}/g, (all, escaped: string, name: string) => {
    if (escaped !== '') return `\${${name}}`;
    return [...FILLED_IN, ...forms].some((form) => form.test(name.trim()))
      ? terraformReference(name.trim())
      : all;
  });
}

/** ARNs of resources that Terraform makes, as far as their types tell: what stands before the name of the resource. */
const ARN_OF: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'arn:aws:s3:::',
  aws_iam_role: 'arn:aws:iam::‹account›:role/',
  aws_iam_user: 'arn:aws:iam::‹account›:user/',
  aws_kms_key: 'arn:aws:kms:‹region›:‹account›:key/',
};

/** An expression of Terraform, as a text: `aws_s3_bucket.exchange.arn` is an ARN whose last part is not known. */
export function terraformReference(expression: string): string {
  if (/^(?:data\.aws_partition\.[\w-]+\.partition|AWS::Partition|aws:partition)$/.test(expression))
    return 'aws';
  const arn = /^(?:data\.)?(?<type>aws_[a-z0-9_]+)\.(?<name>[\w-]+(?:\[[^\]]*\])?)\.arn$/.exec(
    expression,
  )?.groups;
  const before = arn?.type === undefined ? undefined : ARN_OF[arn.type];
  return before === undefined ? reference(expression) : `${before}${reference(arn?.name ?? '')}`;
}
