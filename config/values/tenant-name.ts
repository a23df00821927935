/** Names of tenants: file, stack, state and by default part of the role's name. */
import { quote } from './quote';
import { suggested } from './suggestion';

export const TENANT_NAME_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** So that the default name of the role, `s3-handshake-<tenant>`, stays within IAM's 64 characters. */
const LONGEST = 50;

/** The words of a name. */
function plain(name: string): string {
  return (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');
}

export function tenantNameProblem(name: string): string | undefined {
  if (name.length > LONGEST)
    return `a tenant's name has at most ${LONGEST} characters, this one has ${name.length}`;
  if (TENANT_NAME_PATTERN.test(name)) return undefined;
  return `${quote(name)} is not a tenant's name: lowercase letters and digits, parted by single hyphens${suggested(plain(name), tenantNameProblem) || ', such as acme-prod'}`;
}
