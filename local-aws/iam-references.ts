/**
 * What an IAM request refers to: ARNs that are none, policies that AWS alone may change, and things that are not there,
 * of which moto takes no notice.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import { accessDenied } from './denial';
import { askIam } from './iam-directory';
import type { Query } from './message';
import { Refusal } from './refusal';
import type { World } from './world';
import { childrenOf, find, parseXml } from './xml';

const POLICY_ARN = /^arn:aws:iam::(?:\d{12}|aws):policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]+$/;
const ARNS: Readonly<Record<string, RegExp>> = {
  OpenIDConnectProviderArn: /^arn:aws:iam::\d{12}:oidc-provider\/\S+$/,
  PermissionsBoundary: POLICY_ARN,
  PolicyArn: POLICY_ARN,
  SAMLProviderArn: /^arn:aws:iam::\d{12}:saml-provider\/[\w.-]+$/,
};

/** Throws AWS's refusal of an ARN of another kind, or of none. */
export function checkArns(form: Query): void {
  for (const [name, pattern] of Object.entries(ARNS)) {
    const arn = form.get(name);
    if (arn !== undefined && !pattern.test(arn)) throw invalidArn(arn);
  }
  // moto counts, and fails at what is no number.
  if (!/^\d{0,9}$/.test(form.get('Marker') ?? ''))
    throw new Refusal(400, 'ValidationError', 'Invalid Marker.');
}

/** Session policies are named by ARNs as well. */
export function checkPolicyArn(arn: string): void {
  if (!POLICY_ARN.test(arn)) throw invalidArn(arn);
}

function invalidArn(arn: string): Refusal {
  return new Refusal(400, 'ValidationError', `ARN ${arn} is not valid.`);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies */
const CHANGES_POLICY =
  /^(?:CreatePolicyVersion|DeletePolicy|DeletePolicyVersion|SetDefaultPolicyVersion|TagPolicy|UntagPolicy)$/;

/** To be called when the caller's right to it is settled. Throws AWS's refusal. */
export async function checkReferences(call: Call, account: string, form: Query): Promise<void> {
  const { world, caller } = call;
  const action = form.get('Action') ?? '';
  const policy = form.get('PolicyArn') ?? '';
  if (CHANGES_POLICY.test(action) && policy.startsWith('arn:aws:iam::aws:')) {
    const { Arn } = await callerIdentity(world, caller);
    throw accessDenied(
      `User: ${Arn} is not authorized to perform: iam:${action} on resource: policy ${policy}`,
    );
  }
  const boundary = form.get('PermissionsBoundary');
  if (boundary !== undefined && !(await isPolicy(world, account, boundary)))
    throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
  switch (action) {
    case 'DeletePolicy':
      return checkVersions(world, account, policy);
    case 'DeleteSAMLProvider':
      return checkSamlProvider(world, account, form.get('SAMLProviderArn') ?? '');
    case 'ListEntitiesForPolicy':
      if (await isPolicy(world, account, policy)) return;
      throw noSuchEntity(`Policy ${policy} does not exist or is not attachable.`);
    case 'ListInstanceProfilesForRole': {
      const role = form.get('RoleName') ?? '';
      if ((await world.iam.written(account)).roles.has(role)) return;
      throw noSuchEntity(`The role with name ${role} cannot be found.`);
    }
    case 'ListServiceSpecificCredentials': {
      const user = form.get('UserName');
      if (user === undefined || (await world.iam.written(account)).users.has(user)) return;
      throw noSuchEntity(`The user with name ${user} cannot be found.`);
    }
  }
}

async function isPolicy({ iam }: World, account: string, arn: string): Promise<boolean> {
  if ((await iam.written(account)).managedPolicies.has(arn)) return true;
  return arn.startsWith('arn:aws:iam::aws:') && (await iam.managedPolicy(account, arn)) !== undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
async function checkVersions({ moto }: World, account: string, PolicyArn: string): Promise<void> {
  const { body } = await askIam(moto, account, { Action: 'ListPolicyVersions', PolicyArn });
  const versions = find(parseXml(body.toString()), 'ListPolicyVersionsResult', 'Versions');
  if (childrenOf(versions, 'member').length <= 1) return;
  const message =
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.";
  throw new Refusal(409, 'DeleteConflict', message);
}

async function checkSamlProvider({ moto }: World, account: string, arn: string): Promise<void> {
  const { status } = await askIam(moto, account, { Action: 'GetSAMLProvider', SAMLProviderArn: arn });
  if (status >= 400) throw noSuchEntity(`Manifest not found for arn ${arn}`);
}

function noSuchEntity(message: string): Refusal {
  return new Refusal(404, 'NoSuchEntity', message);
}
