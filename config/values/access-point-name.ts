/**
 * Names of S3 access points.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
 */
import { quote } from './quote';
import { suggested } from './suggestion';

export const ACCESS_POINT_NAME_PATTERN = /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;

/** AWS keeps them for aliases of access points, of Object Lambda access points and of those of directory buckets. */
const RESERVED_ENDINGS = ['-s3alias', '--ol-s3', '--xa-s3', '-ext-s3alias'] as const;

/** In small letters, with a hyphen for what a name cannot have. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-|-$/g, '');
}

export function accessPointNameProblem(name: string): string | undefined {
  const shown = quote(name);
  if (name.startsWith('arn:')) return `${shown} is an ARN; give the access point's name alone`;
  if (name.length < 3 || name.length > 50)
    return `an access point's name has 3 to 50 characters, ${shown} has ${name.length}`;
  if (/[A-Z]/.test(name))
    return `an access point's name has no capital letters${suggested(plain(name), accessPointNameProblem)}`;
  const odd = /[^a-z0-9-]/.exec(name);
  if (odd)
    return `an access point's name has lowercase letters, digits and hyphens only, no ${quote(odd[0])}`;
  if (!ACCESS_POINT_NAME_PATTERN.test(name))
    return `an access point's name begins and ends with a letter or a digit`;
  const ending = RESERVED_ENDINGS.find((reserved) => name.endsWith(reserved));
  if (ending !== undefined)
    return `an access point's name must not end with ${ending}: AWS keeps that for aliases`;
  return undefined;
}
