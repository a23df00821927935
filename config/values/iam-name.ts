/**
 * Names and paths in IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { placeholderInName } from './placeholder-in-name';
import { quote } from './quote';
import { suggested } from './suggestion';

export const ROLE_NAME_PATTERN = /^[\w+=,.@-]{1,64}$/;
export const ROLE_PATH_PATTERN = /^\/(?:[\u0021-\u007e]+\/)?$/;

export function roleNameProblem(name: string): string | undefined {
  if (name.startsWith('arn:'))
    return `${quote(name)} is an ARN; give the role's name alone, and its path as role.path`;
  if (name.includes('/')) return `a role's name has no /: give the path as role.path`;
  if (isServiceLinked('/', name))
    return `AWS keeps names that begin with AWSServiceRoleFor to service-linked roles; take another, such as s3-handshake-${name.slice(SERVICE_ROLE.length).toLowerCase()}`;
  if (name.length < 1 || name.length > 64)
    return `a role's name has 1 to 64 characters, this one has ${name.length}`;
  if (ROLE_NAME_PATTERN.test(name)) return undefined;
  const odd = /[^\w+=,.@-]/u.exec(name)?.[0] ?? '';
  return `a role's name has letters, digits and + = , . @ - _ only, no ${quote(odd)}`;
}

const SERVICE_ROLE = 'AWSServiceRoleFor';

/**
 * Whether a role is one that a service of AWS makes for itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinked(path: string, name: string): boolean {
  return path.startsWith('/aws-service-role/') || name.startsWith(SERVICE_ROLE);
}

/** Where AWS alone makes roles: IAM refuses all others there. */
const KEPT_PATHS = /^\/(?:aws-service-role|aws-reserved)\//i;

export function rolePathProblem(path: string): string | undefined {
  if (path.length > 512) return `a role's path has at most 512 characters, this one has ${path.length}`;
  if (!path.startsWith('/') || !path.endsWith('/')) {
    const inner = path.replaceAll(/^\/+|\/+$/g, '');
    return `a role's path begins and ends with /${suggested(inner === '' ? '/' : `/${inner}/`, rolePathProblem)}`;
  }
  if (path.includes('//')) return `${quote(path)} holds an empty part (//)`;
  const [kept] = KEPT_PATHS.exec(path) ?? [];
  if (kept !== undefined)
    return `AWS keeps the path ${kept} to roles that it makes itself; take another, such as /vendors/`;
  if (!ROLE_PATH_PATTERN.test(path)) return `a role's path has printable ASCII characters only, no spaces`;
  const placeholder = placeholderInName(path);
  if (placeholder)
    return `${quote(path)} holds the placeholder ${placeholder}; put the real name in its place`;
  if (/[*?]|\$\{/.test(path))
    return `a role's path has no *, ? or \${: in policies they mean more than themselves`;
  return undefined;
}
