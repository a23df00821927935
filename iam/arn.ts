/**
 * ARNs part by part: a wildcard never reaches over one of the five colons that divide an ARN, though the last part may
 * hold colons of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
import type { Context } from './known-keys';
import { filled, readTemplate, splitAtColons, type Template } from './template';
import { every, type Truth, truthOf } from './truth';
import { ANY, type Glob, matchesGlob, matchesStretched, unitsOf, WITHIN } from './wildcard';

const PARTS = 6;
/** `arn`, partition and service: without these nothing can be completed. */
const SERVICE_PARTS = 3;

/** What ARNs to match: all, or by `arn`, partition, service, region, account and resource. */
export type ArnPattern = 'anything' | readonly Template[];

/** An ARN of a request; fewer parts for what is no ARN. */
export type ArnParts = readonly string[];

/** Undefined where the text is neither `*` nor has an ARN's six parts, or where a variable cannot be read. */
export function readArnPattern(text: string, variables: boolean): ArnPattern | undefined {
  if (text === '*') return 'anything';
  const parts = variables && text.includes('${') ? splitAtColons(text, PARTS) : splitArn(text);
  if (parts[0] !== 'arn' || parts.length !== PARTS) return undefined;
  const templates = parts.map((part) => readTemplate(part, { variables, wildcards: true }));
  return templates.every((template) => template !== undefined) ? templates : undefined;
}

/**
 * AWS completes an ARN that ends early, of an identity-based policy, by `*` in the parts that are missing: `arn:aws:s3`
 * is every resource of S3. The text itself where it has all six parts, or is no ARN at all; one that ends early behind an
 * empty part, such as `arn:aws:s3::b`, is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function completedArn(text: string): string {
  const parts = splitAtColons(text, PARTS);
  const isShort =
    parts[0] === 'arn' && parts.length >= SERVICE_PARTS && parts.length < PARTS && !parts.includes('');
  return isShort ? [...parts, ...new Array<string>(PARTS - parts.length).fill('*')].join(':') : text;
}

/**
 * What AWS refuses in a resource's ARN of six parts; undefined where it takes it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnProblem(text: string): string | undefined {
  if (text === '*') return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = splitAtColons(
    text,
    PARTS,
  );
  if (partition === '') return `names no partition, such as aws: ${text}`;
  if (!isPartition(partition) && !/[*?$]/.test(partition))
    return `names ${partition}, which is no partition, such as aws: ${text}`;
  if (service === '') return `names no service, such as s3: ${text}`;
  if (/[*?]/.test(service)) return `must name its service without wildcards: ${text}`;
  if (service === 'iam' && resource !== '*' && !IAM_RESOURCE.test(resource))
    return `must name a resource of IAM, such as role/name: ${text}`;
  if (region === '' || region === '*') return undefined;
  if (service === 'iam') return `must not name a region, since IAM has none: ${text}`;
  const isBucket = service === 's3' && account === '';
  return isBucket ? `must not name a region, since a bucket's ARN has none: ${text}` : undefined;
}

/** With what the resource of an IAM ARN begins. */
const IAM_RESOURCE =
  /^(?:access-report|assumed-role|delegation-request|federated-user|group|instance-profile|mfa|oidc-provider|policy|report|role|saml-provider|server-certificate|sms-mfa|u2f|user)\//;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function isPartition(text: string): boolean {
  return /^aws(?:-cn|-eusc|-iso(?:-[bef])?|-us-gov)?$/.test(text);
}

export function splitArn(arn: string): ArnParts {
  const parts: string[] = [];
  let begin = 0;
  while (parts.length < PARTS - 1) {
    const colon = arn.indexOf(':', begin);
    if (colon < 0) break;
    parts.push(arn.slice(begin, colon));
    begin = colon + 1;
  }
  parts.push(arn.slice(begin));
  return parts;
}

export function matchesArn(pattern: ArnPattern, arn: ArnParts, context: Context): Truth {
  if (pattern === 'anything') return 'yes';
  if (arn.length !== PARTS) return 'no';
  return every(pattern, (part, at) => filled(part, context, (glob) => matchesGlob(glob, arn[at] ?? '')));
}

/**
 * As `matchesArn`, for the ARN of a resource. A `*` that ends one of its first parts "can expand to match beyond the
 * colon boundaries": AWS says no more than that it can, so what only such a one matches is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResourceArn(pattern: ArnPattern, arn: ArnParts, context: Context): Truth {
  const within = matchesArn(pattern, arn, context);
  // Only where the ARN has more colons than the five that divide it is there one to reach over.
  if (within !== 'no' || pattern === 'anything' || !arn[PARTS - 1]?.includes(':')) return within;
  return stretches(pattern, arn, context) === 'no' ? 'no' : 'unknown';
}

/** Whether the whole text matches, if a `*` that ends a part matches colons too. */
function stretches(pattern: readonly Template[], arn: ArnParts, context: Context): Truth {
  const symbols: number[] = [];
  for (const [at, part] of pattern.entries()) {
    const isLast = at === PARTS - 1;
    const read = filled(part, context, (glob) => {
      symbols.push(...(at === 0 ? [] : unitsOf(':')), ...(isLast ? symbolsOf(glob) : stretchable(glob)));
      return true;
    });
    if (read !== 'yes') return read;
  }
  return truthOf(matchesStretched(symbols, arn.join(':')));
}

function stretchable(glob: Glob): readonly number[] {
  const symbols = symbolsOf(glob);
  return symbols.map((symbol, at) => (symbol === ANY && at < symbols.length - 1 ? WITHIN : symbol));
}

function symbolsOf(glob: Glob): readonly number[] {
  return typeof glob === 'string' ? unitsOf(glob) : glob;
}

/** The account that an ARN names: empty for a bucket's, undefined for what is no ARN. */
export function accountInArn(arn: string): string | undefined {
  let begin = 0;
  let end = -1;
  // The account stands between the last two of the colons that divide it.
  for (let colons = 0; colons < PARTS - 1; colons++) {
    begin = end + 1;
    end = arn.indexOf(':', begin);
    if (end < 0) return undefined;
  }
  return arn.slice(begin, end);
}
