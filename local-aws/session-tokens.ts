/**
 * Temporary credentials of a user, for itself or for somebody else.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import type { FederatedUser, Key } from './credentials';
import { accessDenied } from './denial';
import { requestTags } from './global-keys';
import { listed, listedTags } from './iam-permissions';
import type { Query } from './message';
import { demand } from './permission';
import { checkSessionPolicies, credentialsOf, durationOf, STS_KEYS } from './sts-parameters';
import type { XmlValue } from './xml';

const SECONDS = { default: 43_200, least: 900, most: 129_600 } as const;

export function getSessionToken({ world, caller }: Call, form: Query): XmlValue {
  if (caller.kind !== 'user' || caller.issuedAt !== undefined) {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  const issuedAt = world.now();
  const expiresAt = issuedAt + durationOf(form, SECONDS) * 1000;
  return {
    Credentials: credentialsOf(world.credentials.issue({ ...caller, issuedAt }, issuedAt, expiresAt)),
  };
}

export async function getFederationToken(call: Call, form: Query): Promise<XmlValue> {
  const { world, caller } = call;
  if (caller.kind !== 'user' || caller.issuedAt !== undefined) {
    throw accessDenied('Cannot call GetFederationToken with session credentials');
  }
  const name = form.get('Name') ?? '';
  const tags = listedTags(form);
  const { account } = caller;
  const arn = `arn:aws:sts::${account}:federated-user/${name}`;
  await demand(call, {
    action: 'sts:GetFederationToken',
    arn,
    account,
    keys: requestTags(tags),
    knownKeys: STS_KEYS,
  });
  const policies = form.has('Policy') ? [form.get('Policy') ?? ''] : [];
  const policyArns = listed(form, 'PolicyArns', '.arn');
  await checkSessionPolicies(world, account, policies, policyArns);
  const issuedAt = world.now();
  const federated: FederatedUser = {
    kind: 'federated-user',
    account,
    name,
    userName: caller.name,
    issuedAt,
    expiresAt: issuedAt + durationOf(form, SECONDS) * 1000,
    policies,
    policyArns,
    tags,
  };
  const key: Key = world.credentials.issue(federated, issuedAt, federated.expiresAt);
  const { UserId, Arn } = await callerIdentity(world, federated);
  return { Credentials: credentialsOf(key), FederatedUser: { FederatedUserId: UserId, Arn } };
}
