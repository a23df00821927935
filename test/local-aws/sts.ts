/**
 * STS, answered by the gate itself: who asks, and temporary credentials.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { randomUUID } from 'node:crypto';
import { callerIdentity } from './caller-identity';
import type { Caller, RoleSession } from './credentials';
import { type Answer, answer, type Query } from './message';
import { QUERY_NAMESPACES, Refusal } from './refusal';
import type { World } from './world';
import { renderXml, type XmlValue } from './xml';

export async function answerSts(world: World, caller: Caller, form: Query): Promise<Answer> {
  const action = form.get('Action') ?? '';
  switch (action) {
    case 'GetCallerIdentity':
      return stsAnswer(action, { ...(await callerIdentity(world, caller)) });
    case 'AssumeRole':
      return stsAnswer(action, await assumeRole(world, caller, form));
    default:
      throw new Refusal(400, 'InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
  }
}

function stsAnswer(action: string, result: XmlValue): Answer {
  const requestId = randomUUID();
  const body = renderXml(
    `${action}Response`,
    { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } },
    QUERY_NAMESPACES.sts,
  );
  return answer(200, body, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
}

const DEFAULT_SECONDS = 3600;

async function assumeRole(world: World, caller: Caller, form: Query): Promise<XmlValue> {
  const roleArn = form.get('RoleArn') ?? '';
  const sessionName = form.get('RoleSessionName') ?? '';
  if (caller.kind === 'root') {
    throw new Refusal(403, 'AccessDenied', 'Roles may not be assumed by root accounts.');
  }
  const account = /^arn:aws:iam::(\d{12}):role\//.exec(roleArn)?.[1] ?? '';
  const roles = [...(await world.iam.state(account)).roles.values()];
  const role = roles.find(({ arn }) => arn === roleArn);
  if (!role) throw await assumeRoleDenied(world, caller, roleArn);
  const issuedAt = world.now();
  const seconds = Number(form.get('DurationSeconds') ?? DEFAULT_SECONDS);
  const session: RoleSession = {
    kind: 'role-session',
    account,
    roleName: role.name,
    roleId: role.id,
    sessionName,
    issuedAt,
    expiresAt: issuedAt + seconds * 1000,
    policies: [],
    policyArns: [],
    tags: {},
    transitiveTagKeys: [],
  };
  const key = world.credentials.issue(session, issuedAt, session.expiresAt);
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(session.expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: (await callerIdentity(world, session)).Arn,
    },
  };
}

async function assumeRoleDenied(world: World, caller: Caller, roleArn: string): Promise<Refusal> {
  const { Arn } = await callerIdentity(world, caller);
  const message = `User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return new Refusal(403, 'AccessDenied', message);
}
