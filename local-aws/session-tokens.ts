/**
 * Temporary credentials of a user, for itself or for somebody else.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import type { Caller, FederatedUser, Key, Root, User } from './credentials';
import { accessDenied } from './denial';
import { requestTags } from './global-keys';
import { listed, listedTags } from './iam-permissions';
import type { Query } from './message';
import { demand } from './permission';
import { checkStsParameters } from './sts-model';
import { checkSessionPolicies, credentialsOf, durationOf, STS_KEYS } from './sts-parameters';
import type { XmlValue } from './xml';

/** How long credentials last where nothing is said. */
const SECONDS = 43_200;
/** Credentials of a root user last for an hour at most. */
const ROOT_SECONDS = 3600;

/** Users and the root user, but not by a session of theirs. */
function withLastingKey(caller: Caller, operation: string): User | Root {
  const isLasting = (caller.kind === 'user' || caller.kind === 'root') && caller.issuedAt === undefined;
  if (isLasting) return caller;
  throw accessDenied(`Cannot call ${operation} with session credentials`);
}

function secondsFor({ kind }: User | Root, form: Query): number {
  const seconds = durationOf(form, SECONDS);
  return kind === 'root' ? Math.min(seconds, ROOT_SECONDS) : seconds;
}

export function getSessionToken({ world, caller }: Call, form: Query): XmlValue {
  checkStsParameters('GetSessionToken', form);
  const lasting = withLastingKey(caller, 'GetSessionToken');
  const issuedAt = world.now();
  const expiresAt = issuedAt + secondsFor(lasting, form) * 1000;
  return {
    Credentials: credentialsOf(world.credentials.issue({ ...lasting, issuedAt }, issuedAt, expiresAt)),
  };
}

export async function getFederationToken(call: Call, form: Query): Promise<XmlValue> {
  const { world, caller } = call;
  checkStsParameters('GetFederationToken', form);
  const lasting = withLastingKey(caller, 'GetFederationToken');
  const name = form.get('Name') ?? '';
  const tags = listedTags(form);
  const { account } = lasting;
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
    userName: lasting.kind === 'user' ? lasting.name : undefined,
    issuedAt,
    expiresAt: issuedAt + secondsFor(lasting, form) * 1000,
    policies,
    policyArns,
    tags,
  };
  const key: Key = world.credentials.issue(federated, issuedAt, federated.expiresAt);
  const { UserId, Arn } = await callerIdentity(world, federated);
  return { Credentials: credentialsOf(key), FederatedUser: { FederatedUserId: UserId, Arn } };
}
