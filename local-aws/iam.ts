/** IAM's requests: judged and checked here, done by moto; and what they change is learned. */
import { randomUUID } from 'node:crypto';
import type { PolicyKind } from '../iam';
import type { SignedCall } from './call';
import { noteDeleted, principalNamed } from './deleted-principals';
import { checkDeletion, checkName, checkUserIsBare, noteName } from './iam-conflicts';
import { askIam } from './iam-directory';
import { checkLimits } from './iam-limits';
import { checkIamParameters } from './iam-model';
import { iamPermission } from './iam-permissions';
import { checkArns, checkReferences } from './iam-references';
import { NO_IAM, uniqueId } from './iam-state';
import { checkKnown, checkVersion, IAM_OPERATIONS } from './known-operations';
import { type Answer, answer, type Query } from './message';
import { answerRoot, isAboutOneself, withOwnName } from './own-user';
import { demand } from './permission';
import { checkIamPolicy, checkManagedVersion } from './policy-checks';
import { withArns } from './principal-names';
import { QUERY_NAMESPACES, Refusal } from './refusal';
import type { World } from './world';
import { find, parseXml, renderElement, renderXml, textOf } from './xml';

export async function answerIam(call: SignedCall, asked: Query): Promise<Answer> {
  const { world, caller, incoming } = call;
  // Sessions of a user cannot manage IAM unless they were made with MFA, which is not known here.
  if (caller.kind === 'federated-user' || (caller.kind !== 'role-session' && caller.issuedAt !== undefined)) {
    throw new Refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
  }
  const { account } = caller;
  const action = asked.get('Action') ?? '';
  call.notes.operation = action;
  checkVersion(asked, '2010-05-08');
  checkKnown(IAM_OPERATIONS, 'IAM', action);
  const own = withOwnName(caller, asked);
  checkIamParameters(action, own);
  checkArns(own);
  // The root user is asked nothing, so that nobody need look up the paths of what it names.
  const state = caller.kind === 'root' ? NO_IAM : await world.iam.written(account);
  await demand(call, iamPermission(account, state, own));
  if (caller.kind === 'root' && isAboutOneself(own)) return answerRoot(call, own);
  await checkReferences(call, account, own);
  if (action === 'ListServiceSpecificCredentials') return noServiceCredentials();
  if (/^(?:Put|Delete)UserPermissionsBoundary$/.test(action)) return setUserBoundary(world, account, own);
  await checkDocument(world, account, action, own);
  await checkLimits(action, own, () => world.iam.written(account));
  checkName(world.names, account, action, own);
  if (/^Delete(?:Group|Policy|User)$/.test(action)) {
    const written = await world.iam.written(account);
    checkDeletion(written, action, own, (name) => world.credentials.keysOfUser(account, name));
    if (action === 'DeleteUser') await checkUserIsBare(world.moto, account, own.get('UserName') ?? '');
  }
  const form = await asMotoNeeds(world, account, action, own);
  const deleted = await principalNamed(world, account, action, form);
  const answered = await world.moto.send({
    service: 'iam',
    region: 'us-east-1',
    account,
    method: 'POST',
    path: '/',
    headers: { ...incoming.headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams([...form]).toString(),
  });
  const withIds = answered.body
    .toString()
    .replace(MOTO_ID, (_, kind: keyof typeof ID_PREFIXES, id: string) => {
      return `<${kind}>${uniqueId(id, ID_PREFIXES[kind])}</${kind}>`;
    });
  const told =
    action === 'GetAccessKeyLastUsed' ? withLastUse(world, form.get('AccessKeyId') ?? '', withIds) : withIds;
  if (answered.status < 300 && !isReading(action)) {
    learn(world, account, action, form, told);
    noteName(world.names, account, action, form);
    await world.iam.changed(account);
    if (deleted) await noteDeleted(world, deleted);
  }
  const body = /^(?:Create|Get)User$/.test(action) ? withUserBoundary(world, account, form, told) : told;
  return { ...answered, body: Buffer.from(body) };
}

/** What {@link setUserBoundary} keeps is told of with the user. */
function withUserBoundary({ iam }: World, account: string, form: Query, body: string): string {
  const boundary = iam.userBoundary(account, form.get('UserName') ?? '');
  if (boundary === undefined) return body;
  const told = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary };
  return body.replace('</User>', () => `${renderElement('PermissionsBoundary', told)}</User>`);
}

/** moto knows none of these and has none to tell of; Terraform asks for them before it deletes a user. */
function noServiceCredentials(): Answer {
  const xml = renderXml(
    'ListServiceSpecificCredentialsResponse',
    {
      ListServiceSpecificCredentialsResult: { ServiceSpecificCredentials: '', IsTruncated: 'false' },
      ResponseMetadata: { RequestId: randomUUID() },
    },
    QUERY_NAMESPACES.iam,
  );
  return answer(200, xml, { 'content-type': 'text/xml' });
}

/** moto knows boundaries of roles only. */
async function setUserBoundary(world: World, account: string, form: Query): Promise<Answer> {
  const action = form.get('Action') ?? '';
  const user = form.get('UserName') ?? '';
  const boundary = form.get('PermissionsBoundary');
  const { iam } = world;
  if (!(await iam.written(account)).users.has(user))
    throw new Refusal(404, 'NoSuchEntity', `The user with name ${user} cannot be found.`);
  iam.setUserBoundary(account, user, boundary);
  await iam.changed(account);
  const xml = renderXml(
    `${action}Response`,
    { ResponseMetadata: { RequestId: randomUUID() } },
    QUERY_NAMESPACES.iam,
  );
  return answer(200, xml, { 'content-type': 'text/xml' });
}

function isReading(action: string): boolean {
  return /^(?:Get|List|Simulate|Generate)/.test(action);
}

/**
 * moto empties a description that an UpdateRole leaves out, which AWS keeps.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
async function asMotoNeeds(world: World, account: string, action: string, form: Query): Promise<Query> {
  const { moto } = world;
  const [parameter = '', kind] = DOCUMENTS[action] ?? [];
  const document = form.get(parameter);
  if (kind === 'trust' && document !== undefined)
    return new Map([...form, [parameter, await withArns(world, document)]]);
  if (action !== 'UpdateRole' || form.has('Description')) return form;
  const { body } = await askIam(moto, account, { Action: 'GetRole', RoleName: form.get('RoleName') ?? '' });
  const description = textOf(parseXml(body.toString()), 'GetRoleResult', 'Role', 'Description');
  return description === undefined ? form : new Map([...form, ['Description', description]]);
}

/** moto sees no request that is signed with a key of its own: the gate does. */
function withLastUse({ credentials }: World, accessKeyId: string, body: string): string {
  const use = credentials.lastUse(accessKeyId);
  if (!use) return body;
  const told = [
    `<LastUsedDate>${new Date(use.at).toISOString()}</LastUsedDate>`,
    `<ServiceName>${use.service}</ServiceName><Region>${use.region}</Region>`,
  ].join('');
  return body.replace(
    /<AccessKeyLastUsed>[\s\S]*<\/AccessKeyLastUsed>/,
    `<AccessKeyLastUsed>${told}</AccessKeyLastUsed>`,
  );
}

const ID_PREFIXES = { UserId: 'AIDA', GroupId: 'AGPA' } as const;
const MOTO_ID = /<(UserId|GroupId)>([a-z0-9]{16,})<\/\1>/g;

/** Where operations carry a policy, and what kind it is. */
const DOCUMENTS: Readonly<Record<string, readonly [parameter: string, kind: PolicyKind]>> = {
  CreateRole: ['AssumeRolePolicyDocument', 'trust'],
  UpdateAssumeRolePolicy: ['PolicyDocument', 'trust'],
  PutRolePolicy: ['PolicyDocument', 'identity'],
  PutUserPolicy: ['PolicyDocument', 'identity'],
  PutGroupPolicy: ['PolicyDocument', 'identity'],
  CreatePolicy: ['PolicyDocument', 'identity'],
  CreatePolicyVersion: ['PolicyDocument', 'identity'],
};

async function checkDocument(world: World, account: string, action: string, form: Query): Promise<void> {
  const [parameter, kind] = DOCUMENTS[action] ?? [];
  if (parameter === undefined || kind === undefined) return;
  const document = form.get(parameter) ?? '';
  await checkIamPolicy(world, document, kind, account);
  if (/^CreatePolicy(?:Version)?$/.test(action)) checkManagedVersion(document);
}

function learn(
  { credentials, iam }: World,
  account: string,
  action: string,
  form: Query,
  body: string,
): void {
  const accessKeyId = form.get('AccessKeyId') ?? '';
  const user = form.get('UserName') ?? '';
  switch (action) {
    case 'CreateAccessKey': {
      const made = find(parseXml(body), 'CreateAccessKeyResult', 'AccessKey');
      credentials.learn({
        accessKeyId: textOf(made, 'AccessKeyId') ?? '',
        secretAccessKey: textOf(made, 'SecretAccessKey') ?? '',
        caller: { kind: 'user', account, name: textOf(made, 'UserName') ?? '' },
      });
      return;
    }
    case 'UpdateAccessKey':
      credentials.setActive(accessKeyId, form.get('Status') === 'Active');
      return;
    case 'DeleteAccessKey':
      credentials.forget(accessKeyId);
      return;
    case 'UpdateUser':
      credentials.renameUser(account, user, form.get('NewUserName') ?? user);
      iam.renameUser(account, user, form.get('NewUserName') ?? user);
      return;
    case 'CreateUser':
      iam.setUserBoundary(account, user, form.get('PermissionsBoundary'));
      return;
    case 'DeleteUser':
      iam.setUserBoundary(account, user, undefined);
      return;
  }
}
