/**
 * Names of general purpose buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
import { quote } from './quote';
import { suggested } from './suggestion';

export const BUCKET_NAME_PATTERN = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const RESERVED_BEGINNINGS = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;

/** Each with what AWS keeps it for. */
const RESERVED_ENDINGS = {
  '-s3alias': "access points' aliases",
  '--ol-s3': "Object Lambda access points' aliases",
  '.mrap': 'multi-region access points',
  '--x-s3': 'directory buckets',
  '--table-s3': 'table buckets',
} as const;

export function bucketNameProblem(name: string): string | undefined {
  return shapeProblem(name) ?? reservedProblem(name);
}

function shapeProblem(name: string): string | undefined {
  const shown = quote(name);
  if (name.startsWith('arn:') || name.startsWith('s3://') || name.includes('/'))
    return `${shown} is more than a bucket's name; give the name alone${suggested(nameWithin(name), bucketNameProblem)}`;
  if (name.length < 3 || name.length > 63)
    return `a bucket's name has 3 to 63 characters, ${shown} has ${name.length}`;
  if (/[A-Z]/.test(name))
    return `a bucket's name has no capital letters${suggested(plain(name), bucketNameProblem)}`;
  const odd = /[^a-z0-9.-]/.exec(name);
  if (odd) return `a bucket's name has lowercase letters, digits, dots and hyphens only, no ${quote(odd[0])}`;
  if (!BUCKET_NAME_PATTERN.test(name)) return `a bucket's name begins and ends with a letter or a digit`;
  if (name.includes('..')) return `a bucket's name has no two dots in a row`;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return `a bucket's name must not look like an IP address`;
  return undefined;
}

/** Of an ARN, an address or a path. */
function nameWithin(text: string): string {
  const [, host = '', path = ''] = /^https?:\/\/([^/]+)\/?(.*)$/.exec(text) ?? [];
  const virtual = /^(.+?)\.s3[.-][\w.-]*amazonaws\.com(?:\.cn)?$/.exec(host)?.[1];
  if (virtual !== undefined) return virtual;
  const rest = host === '' ? text.replace(/^(?:s3a?:\/\/|arn:[^:]*:s3:::)/, '') : path;
  return rest.split('/')[0] ?? '';
}

/** In small letters, with a hyphen for what a name cannot have. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-|-$/g, '');
}

function reservedProblem(name: string): string | undefined {
  const beginning = RESERVED_BEGINNINGS.find((reserved) => name.startsWith(reserved));
  if (beginning !== undefined)
    return `a bucket's name must not begin with ${beginning}: AWS keeps that to itself`;
  for (const [ending, purpose] of Object.entries(RESERVED_ENDINGS))
    if (name.endsWith(ending))
      return `a bucket's name must not end with ${ending}: AWS keeps that for ${purpose}`;
  return undefined;
}

/** Whether a name lies in an account's own namespace: such a bucket may be used, but is made in another way. */
export function isAccountRegionalName(name: string): boolean {
  return name.endsWith('-an');
}
