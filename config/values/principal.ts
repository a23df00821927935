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

const known = remembered<Principal | undefined>();

/** The parts of a principal's ARN, or undefined where {@link principalProblem} has something to say. */
export function parsePrincipal(text: string): Principal | undefined {
  return known(text, () => parsed(text));
}

function parsed(text: string): Principal | undefined {
  const arn = parseArn(text);
  if (!arn || principalProblem(text) !== undefined) return undefined;
  const { partition, account, resource } = arn;
  const form = ROOT.test(resource) ? 'root' : resource.startsWith('user/') ? 'user' : 'role';
  return { form, partition, account };
}

export function principalProblem(text: string): string | undefined {
  return (
    notAnArn(text) ??
    severalArnsProblem(text) ??
    wrongPartition(text) ??
    wrongKind(text) ??
    wrongAccount(text) ??
    wrongName(text)
  );
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

function wrongPartition(text: string): string | undefined {
  const partition = text.split(':')[1] ?? '';
  if (PARTITIONS.some((known) => known === partition)) return undefined;
  return `${quote(partition)} is not a partition that is supported; an ARN begins with arn: and ${anyOf(PARTITIONS)}`;
}

const ARTICLES: Readonly<Record<string, string>> = { 'instance-profile': 'an', 'oidc-provider': 'an' };

function wrongKind(text: string): string | undefined {
  const [, partition, service, , account = '', ...resource] = text.split(':');
  const what = resource.join(':');
  if (service === 'sts' && what.startsWith('assumed-role/')) {
    const role = what.split('/')[1] ?? '';
    return `this is one session of a role; name the role: arn:${partition}:iam::${account}:role/${role} (with its path, if it has one)`;
  }
  if (service !== 'iam')
    return `a principal is an ARN of IAM, arn:${partition}:iam::…, not of ${quote(service ?? '')}`;
  if (/^(?:group|policy|instance-profile|oidc-provider|saml-provider)\//.test(what))
    return `${ARTICLES[what.split('/')[0] ?? ''] ?? 'a'} ${what.split('/')[0]} cannot assume a role; name a role, a user or an account's root`;
  return undefined;
}

function wrongAccount(text: string): string | undefined {
  const [, , , region, account = ''] = text.split(':');
  if (region !== '')
    return `an ARN of IAM has no region: between iam and the account stand two colons, as in arn:aws:iam::111122223333:role/name`;
  if (account !== '' && !/^\d+$/.test(account) && LEFT_OVER_ACCOUNT.test(account))
    return `${quote(account)} is left over from a sample where twelve digits belong; copy the ARN from the vendor's screen`;
  const problem = accountProblem(account);
  return problem === undefined ? undefined : `in the ARN, ${problem}`;
}

function wrongName(text: string): string | undefined {
  const resource = text.split(':').slice(5).join(':');
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
