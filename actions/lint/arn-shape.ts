/**
 * What is wrong with the shape of an ARN in someone else's text, where `config/arn.ts` would only say that it is none.
 * Formats: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
import { PARTITIONS } from '../../config/values/arn';
import { counted } from '../../report/finding-words';
import { placeholderIn } from './placeholder';
import { holdsReference } from './reading/reference';

export interface ShapeProblem {
  readonly message: string;
  readonly remedy: string;
}

const IAM_RESOURCE =
  /^(?:root$|(?:role|user|group|policy|assumed-role|federated-user|saml-provider|oidc-provider|instance-profile)\/)/;

/** Undefined where the shape is right, as far as wildcards and placeholders let it be judged. */
export function arnShapeProblem(arn: string): ShapeProblem | undefined {
  const [, partition = '', service = '', region = '', account = '', ...rest] = splitArn(arn);
  if (!arn.startsWith('arn:'))
    return { message: `${arn} is not an ARN`, remedy: 'an ARN begins with arn:aws:' };
  if (!isOpen(partition) && !PARTITIONS.some((known) => known === partition))
    return { message: `there is no partition ${partition}`, remedy: `use ${PARTITIONS.join(', ')}` };
  const fields = { partition, service, region, account, resource: rest.join(':') };
  if (service === 's3') return s3Problem(arn, fields);
  if (service === 'iam' || service === 'sts') return iamProblem(arn, fields);
  return undefined;
}

interface Fields {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** At colons, but not at those in placeholders and policy variables. */
function splitArn(arn: string): readonly string[] {
  return arn.match(/(?:\$\{[^}]*\}|<[^>]*>|‹[^›]*›|[^:])+|(?<=:)(?=:|$)|^(?=:)/g) ?? [];
}

function isOpen(field: string): boolean {
  return /[*?]|^\$\{/.test(field) || holdsReference(field) || placeholderIn(field) !== undefined;
}

/** What in S3 lies in an account and a region, by the word that its ARN begins with. */
const REGIONAL: ReadonlyMap<string, string> = new Map([
  ['accesspoint', 'an access point'],
  ['job', 'a batch job'],
  ['access-grants', 'an Access Grants resource'],
  ['storage-lens', 'a Storage Lens dashboard'],
  ['storage-lens-group', 'a Storage Lens group'],
  ['async-request', 'an asynchronous request'],
]);

function s3Problem(arn: string, { partition, region, account, resource }: Fields): ShapeProblem | undefined {
  const found = /^arn:[^:]*:s3(?<colons>:*)(?<rest>.*)$/s.exec(arn)?.groups;
  const right = `arn:${partition}:s3:::${(found?.rest ?? '').replace(/^.*:/, '') || '<bucket>'}`;
  if (resource === '') {
    if (/^\*$/.test(account) || /^\*$/.test(region)) return undefined;
    const missing = 3 - (found?.colons?.length ?? 0);
    const words = missing > 0 ? `${missing === 1 ? 'a colon is' : `${missing} colons are`} missing: ` : '';
    return { message: `${words}a bucket's ARN has three colons before its name`, remedy: `write ${right}` };
  }
  if (resource.startsWith(':'))
    return { message: 'a colon too many before the bucket', remedy: `write ${right}` };
  if (/^(?:s3:)?\/\//.test(resource))
    return { message: 'an s3:// address in an ARN', remedy: 'write arn:aws:s3:::<bucket>' };
  if (resource.startsWith('/'))
    return {
      message: 'a slash before the bucket',
      remedy: `write arn:${partition}:s3:::${resource.replace(/^\/+/, '')}`,
    };
  const kind = REGIONAL.get(/^(?<kind>[a-z-]+)[/:]/.exec(resource)?.groups?.kind ?? '');
  if (kind !== undefined) {
    const right = accessPointResource(resource) ?? resource;
    if (account === '' || (region === '' && !/^accesspoint\/[^/]*\.mrap(?:\/|$)/.test(right)))
      return {
        message: `the ${account === '' ? 'account' : 'region'} is missing in ${kind}'s ARN`,
        remedy: `write arn:${partition}:s3:${region || '<region>'}:${account || '<account>'}:${right}`,
      };
    if (right === resource) return accountProblem(account, arn);
    const message = right.includes('/object/')
      ? 'objects behind an access point have /object/ before their key'
      : "an access point's name stands behind a slash";
    return { message, remedy: `write arn:${partition}:s3:${region}:${account}:${right}` };
  }
  if (region !== '' || account !== '')
    return {
      message: "a bucket's ARN has neither region nor account",
      remedy: `write arn:${partition}:s3:::${resource}`,
    };
  return undefined;
}

/** The resource of an access point, or of objects behind it, as it is written right; undefined where it is none. */
function accessPointResource(resource: string): string | undefined {
  const { name = '', behind } =
    /^accesspoint[/:](?<name>[^/:*?]+)(?:[/:](?<behind>.*))?$/s.exec(resource)?.groups ?? {};
  if (name === '') return undefined;
  const key = behind?.replace(/^objects?(?:\/|$)/i, '');
  return key === undefined ? `accesspoint/${name}` : `accesspoint/${name}/object/${key || '*'}`;
}

function iamProblem(
  arn: string,
  { partition, service, region, account, resource }: Fields,
): ShapeProblem | undefined {
  if (service === 'iam' && /^\d+$/.test(region) && IAM_RESOURCE.test(account))
    return {
      message: 'a colon is missing: an IAM ARN has two before the account',
      remedy: `write arn:${partition}:iam::${region}:${[account, resource].filter(Boolean).join(':')}`,
    };
  if (resource === '')
    return isOpen(account)
      ? undefined
      : { message: `${arn} has too few parts`, remedy: `write arn:aws:${service}::<account>:<resource>` };
  if (service === 'iam' && region !== '' && !isOpen(region))
    return {
      message: 'an IAM ARN has no region',
      remedy: `write arn:${partition}:iam::${account}:${resource}`,
    };
  if (account === '' && !resource.startsWith('policy/'))
    return {
      message: 'the account is missing in the ARN',
      remedy: `write arn:${partition}:${service}::<account>:${resource}`,
    };
  const wrong = accountProblem(account, arn);
  if (wrong) return wrong;
  if (resource.startsWith('/'))
    return { message: 'a slash before the kind of the principal', remedy: `write ${arn.replace(':/', ':')}` };
  return IAM_RESOURCE.test(resource) || isOpen(resource)
    ? undefined
    : {
        message: `${resource} is not a role, a user or an account root`,
        remedy: 'write root, role/<name> or user/<name>',
      };
}

/** An account field of digits that are not twelve. Words in it are placeholders, and another rule's. */
function accountProblem(account: string, arn: string): ShapeProblem | undefined {
  if (!/^\d+$/.test(account) || account.length === 12) return undefined;
  return {
    message: `the account in ${arn} has ${counted(account.length, 'digit')}`,
    remedy: 'an account has 12 digits',
  };
}

/** The account field of an ARN, which may hold anything; undefined where the text has no such field. */
export function accountField(arn: string): string | undefined {
  const parts = splitArn(arn);
  return parts[0] === 'arn' && parts.length > 5 ? parts[4] : undefined;
}

/** The bucket's name in an S3 ARN, wildcards and placeholders with it; undefined for anything else. */
export function bucketIn(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::(?<bucket>(?!:)[^/]+)/.exec(arn)?.groups?.bucket;
}

/** The key or key pattern behind the bucket or the access point; undefined where the ARN is not an object's. */
export function keyIn(arn: string): string | undefined {
  return /^arn:[^:]*:s3:(?:::?[^/:]+|[^:]*:[^:]*:accesspoint\/[^/]+\/object)\/(?<key>.*)$/s.exec(arn)?.groups
    ?.key;
}
