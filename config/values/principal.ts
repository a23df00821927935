/**
 * Principals of a trust policy: exact ARNs of roles, users and account roots, nothing that could mean more than one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

import type { PrincipalForm } from '../vendor/vendor';
import { PARTITIONS, type Partition, parseArn, severalArnsProblem } from './arn';
import { accountProblem } from './aws-account';
import { isServiceLinked } from './iam-name';
import { anyOf, quote } from './quote';
import { remembered } from './remembered';

export interface Principal {
  readonly form: PrincipalForm;
  readonly partition: Partition;
  readonly account: string;
}

const ROOT = /^root$/;
const NAMED = /^(?<form>role|user)(?<path>\/(?:[\u0021-\u007e]+\/)?)(?<name>[\w+=,.@-]{1,64})$/;
/** What vendors' samples leave where the account belongs. */
const LEFT_OVER_ACCOUNT = /^(?:[<{[(].*|account.*|.*account[-_ ]?(?:id|number)?|aws|x+|\d*)$/i;

/** A text as a principal: what is wrong with it, or what it says. */
interface Judged {
  readonly problem: string | undefined;
  readonly principal: Principal | undefined;
}

/** The schema asks for each principal, then the rules of its tenant, then those between tenants. */
const known = remembered<Judged>();

/** The parts of a principal's ARN, or undefined where {@link principalProblem} has something to say. */
export function parsePrincipal(text: string): Principal | undefined {
  return judged(text).principal;
}

export function principalProblem(text: string): string | undefined {
  return judged(text).problem;
}

function judged(text: string): Judged {
  return known(text, () => {
    const problem = problemOf(text);
    return { problem, principal: problem === undefined ? parsed(text) : undefined };
  });
}

function parsed(text: string): Principal | undefined {
  const arn = parseArn(text);
  if (!arn) return undefined;
  const { partition, account, resource } = arn;
  const form = ROOT.test(resource) ? 'root' : resource.startsWith('user/') ? 'user' : 'role';
  return { form, partition, account };
}

/** What stands between an ARN's colons, right or wrong. `resource` keeps the colons that are its own. */
interface Parts {
  readonly partition: string;
  readonly service: string;
  /** Undefined where the text ends before it. */
  readonly region: string | undefined;
  readonly account: string;
  readonly resource: string;
}

function problemOf(text: string): string | undefined {
  const odd = notAnArn(text) ?? severalArnsProblem(text);
  if (odd !== undefined) return odd;
  const [, partition = '', service = '', region, account = '', ...rest] = text.split(':');
  const parts = { partition, service, region, account, resource: rest.join(':') };
  return wrongPartition(parts) ?? wrongKind(parts) ?? wrongAccount(parts) ?? wrongName(parts);
}

function notAnArn(text: string): string | undefined {
  if (text.startsWith('arn:') && text === text.trim()) return undefined;
  const shown = quote(text);
  if (text === '*')
    return "the principal * would let everybody in; name the ARN of the vendor's role, user or account";
  if (/^\d{12}$/.test(text)) return `write the account's root as an ARN: arn:aws:iam::${text}:root`;
  if (/^A(?:ROA|IDA)[A-Z0-9]+$/.test(text))
    return `${shown} is the unique id of a principal that was deleted; ask the vendor for the ARN`;
  if (/\.amazonaws\.com(?:\.cn)?$/.test(text))
    return `${shown} is a service; a vendor is a role, a user or an account`;
  if (/^[0-9a-f]{64}$/.test(text))
    return `${shown} is the canonical user id of an account, which ACLs name; ask the vendor for the ARN that assumes the role`;
  if (text !== text.trim()) return `${shown} has white space around it`;
  return `${shown} is not an ARN; it looks like arn:aws:iam::111122223333:role/name`;
}

function wrongPartition({ partition }: Parts): string | undefined {
  if (PARTITIONS.some((known) => known === partition)) return undefined;
  return `${quote(partition)} is not a partition that is supported; an ARN begins with arn: and ${anyOf(PARTITIONS)}`;
}

const ARTICLES: Readonly<Record<string, string>> = { 'instance-profile': 'an', 'oidc-provider': 'an' };

function wrongKind({ partition, service, account, resource }: Parts): string | undefined {
  if (service === 'sts' && resource.startsWith('assumed-role/')) {
    const role = resource.split('/')[1] ?? '';
    return `this is one session of a role; name the role: arn:${partition}:iam::${account}:role/${role} (with its path, if it has one)`;
  }
  if (service !== 'iam')
    return `a principal is an ARN of IAM, arn:${partition}:iam::…, not of ${quote(service)}`;
  if (/^(?:group|policy|instance-profile|oidc-provider|saml-provider)\//.test(resource))
    return `${ARTICLES[resource.split('/')[0] ?? ''] ?? 'a'} ${resource.split('/')[0]} cannot assume a role; name a role, a user or an account's root`;
  return undefined;
}

function wrongAccount({ region, account }: Parts): string | undefined {
  if (region !== '')
    return `an ARN of IAM has no region: between iam and the account stand two colons, as in arn:aws:iam::111122223333:role/name`;
  if (account !== '' && !/^\d+$/.test(account) && LEFT_OVER_ACCOUNT.test(account))
    return `${quote(account)} is left over from a sample where twelve digits belong; copy the ARN from the vendor's screen`;
  const problem = accountProblem(account);
  return problem === undefined ? undefined : `in the ARN, ${problem}`;
}

function wrongName({ resource }: Parts): string | undefined {
  if (ROOT.test(resource)) return undefined;
  if (/[*?]/.test(resource)) return 'a principal is exact: trust policies take no wildcards in ARNs';
  if (/[<>{}$]/.test(resource))
    return `${quote(resource)} holds a placeholder; copy the ARN from the vendor's screen`;
  const { path, form } = NAMED.exec(resource)?.groups ?? {};
  if (form === undefined || path === undefined)
    return `the ARN must end in root, role/<name> or user/<name>, with a path before the name or none, not in ${quote(resource)}`;
  if (form === 'role' && isServiceLinked(path, resource.slice(resource.lastIndexOf('/') + 1)))
    return `${quote(resource)} is a service-linked role, which nobody but its service can be; ask the vendor for the role that it comes as`;
  if (path.includes('//') || path.length > 512)
    return `${quote(path)} is not a path of IAM; it is like / or /prod/, with 512 characters at most`;
  return undefined;
}
