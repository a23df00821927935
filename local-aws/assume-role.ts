/**
 * AssumeRole: the role's trust policy and the caller's own policies decide.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import type { Caller, RoleSession } from './credentials';
import { accessDenied } from './denial';
import { type Keys, optional, requestTags } from './global-keys';
import { askIam } from './iam-directory';
import { listed, listedTags } from './iam-permissions';
import type { Role } from './iam-state';
import type { Query } from './message';
import { demand, type Permission } from './permission';
import { checkStsParameters, invalidParameter, validationError } from './sts-model';
import { checkSessionPolicies, credentialsOf, durationOf, STS_KEYS } from './sts-parameters';
import type { World } from './world';
import { parseXml, textOf, type XmlValue } from './xml';

const ROLE_ARN = /^arn:aws:iam::(?<account>\d{12}):role\/(?:.+\/)?(?<name>[^/]+)$/;
/** How long a session lasts where nothing is said, and in every role. */
const SECONDS = 3600;

export async function assumeRole(call: Call, form: Query): Promise<XmlValue> {
  const { world, caller } = call;
  checkStsParameters('AssumeRole', form);
  checkTags(caller, form);
  if (caller.kind === 'root') throw accessDenied('Roles may not be assumed by root accounts.');
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  if (caller.kind === 'federated-user')
    throw accessDenied('Cannot call AssumeRole with credentials of GetFederationToken');
  const roleArn = form.get('RoleArn') ?? '';
  const { account = '', name = '' } = ROLE_ARN.exec(roleArn)?.groups ?? {};
  if (name === '') throw validationError('Request ARN is invalid');
  const role = (await world.iam.state(account)).roles.get(name);
  if (role?.arn !== roleArn) throw await noSuchRole(call, roleArn);

  const tags = { ...transitiveTags(caller), ...listedTags(form) };
  checkSourceIdentity(caller, form, roleArn);
  await demand(call, ...permissionsOn(account, role, form, caller));
  const seconds = await sessionSeconds(world, account, role, caller, form);
  const policies = form.has('Policy') ? [form.get('Policy') ?? ''] : [];
  const policyArns = listed(form, 'PolicyArns', '.arn');
  await checkSessionPolicies(world, account, policies, policyArns);

  const issuedAt = world.now();
  const session: RoleSession = {
    kind: 'role-session',
    account,
    roleName: name,
    roleId: role.id,
    sessionName: form.get('RoleSessionName') ?? '',
    issuedAt,
    expiresAt: issuedAt + seconds * 1000,
    policies,
    policyArns,
    tags,
    transitiveTagKeys: [...Object.keys(transitiveTags(caller)), ...listed(form, 'TransitiveTagKeys')],
    ...sourceIdentity(caller, form),
  };
  const key = world.credentials.issue(session, issuedAt, session.expiresAt);
  const { UserId, Arn } = await callerIdentity(world, session);
  return {
    Credentials: credentialsOf(key),
    AssumedRoleUser: { AssumedRoleId: UserId, Arn },
    PackedPolicySize: policies.length + policyArns.length > 0 ? packedSize(policies, policyArns) : undefined,
    SourceIdentity: session.sourceIdentity,
  };
}

/** A session with tags or a source identity needs the right to give them, besides the right to the role. */
function permissionsOn(account: string, role: Role, form: Query, caller: Caller): Permission[] {
  const tags = listedTags(form);
  const transitive = listed(form, 'TransitiveTagKeys');
  const keys: Keys = {
    ...optional('sts:ExternalId', form.get('ExternalId')),
    ...optional('sts:RoleSessionName', form.get('RoleSessionName')),
    ...optional('sts:SourceIdentity', sourceIdentity(caller, form).sourceIdentity),
    ...optional('sts:DurationSeconds', form.get('DurationSeconds')),
    ...(transitive.length > 0 ? { 'sts:TransitiveTagKeys': transitive } : {}),
    ...requestTags(tags),
    ...Object.fromEntries(
      Object.entries(role.tags).flatMap(([name, value]) => [
        [`iam:ResourceTag/${name}`, value],
        [`aws:ResourceTag/${name}`, value],
      ]),
    ),
  };
  const actions = [
    'sts:AssumeRole',
    ...(Object.keys(tags).length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity(caller, form).sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  return actions.map((action) => ({
    action,
    arn: role.arn,
    account,
    policy: { kind: 'trust', name: role.name, document: role.trust },
    keys,
    knownKeys: [...STS_KEYS, 'aws:ResourceTag/*', 'iam:ResourceTag/*'],
  }));
}

/**
 * A source identity goes along the chain and cannot be changed in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function checkSourceIdentity(caller: Caller, form: Query, roleArn: string): void {
  const inherited = caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
  const given = form.get('SourceIdentity');
  if (inherited === undefined || given === undefined || given === inherited) return;
  throw accessDenied(
    `The session's source identity is ${inherited} and cannot be changed: not authorized to perform: sts:SetSourceIdentity on resource: ${roleArn}`,
  );
}

function sourceIdentity(caller: Caller, form: Query): { sourceIdentity?: string } {
  const inherited = caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
  const given = inherited ?? form.get('SourceIdentity');
  return given === undefined ? {} : { sourceIdentity: given };
}

/**
 * Which tags a session may be given.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know
 */
function checkTags(caller: Caller, form: Query): void {
  const given = listed(form, 'Tags', '.Key').map((key) => key.toLowerCase());
  const inherited = Object.keys(transitiveTags(caller)).map((key) => key.toLowerCase());
  if (given.some((key) => inherited.includes(key)))
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  const transitive = listed(form, 'TransitiveTagKeys').map((key) => key.toLowerCase());
  if (!transitive.every((key) => given.includes(key) || inherited.includes(key)))
    throw invalidParameter('The specified transitive tag key must be included in the requested tags.');
}

function transitiveTags(caller: Caller): Record<string, string> {
  if (caller.kind !== 'role-session') return {};
  return Object.fromEntries(caller.transitiveTagKeys.map((key) => [key, caller.tags[key] ?? '']));
}

const CHAINED_SECONDS = 3600;

async function sessionSeconds(
  world: World,
  account: string,
  role: Role,
  caller: Caller,
  form: Query,
): Promise<number> {
  const seconds = durationOf(form, SECONDS);
  if (caller.kind === 'role-session' && seconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds <= SECONDS) return seconds;
  const { body } = await askIam(world.moto, account, { Action: 'GetRole', RoleName: role.name });
  const longest = Number(
    textOf(parseXml(body.toString()), 'GetRoleResult', 'Role', 'MaxSessionDuration') ?? SECONDS,
  );
  if (seconds <= longest) return seconds;
  throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

/** Who asks for a role that is not there learns no more than who may not assume it. */
async function noSuchRole({ world, caller }: Call, roleArn: string): Promise<Error> {
  const { Arn } = await callerIdentity(world, caller);
  return accessDenied(`User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
}

/** In per cent of what AWS takes; AWS does not say how it packs. */
function packedSize(policies: readonly string[], arns: readonly string[]): number {
  return Math.min(100, Math.ceil([...policies, ...arns].join('').length / 20.48));
}
