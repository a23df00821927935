/**
 * IAM's operations that are about the caller where they name no user: a user means itself, the root user its account's
 * root, and a role session is nobody's user.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
import { randomUUID } from 'node:crypto';
import type { SignedCall } from './call';
import type { Caller, Root } from './credentials';
import { type Answer, answer, type Query } from './message';
import { QUERY_NAMESPACES, Refusal } from './refusal';
import { renderXml, type XmlValue } from './xml';

/** Of the operations that are answered: by IAM's model `UserName` may be left out in all of these. */
const ABOUT_ONESELF: ReadonlySet<string> = new Set([
  'CreateAccessKey',
  'CreateLoginProfile',
  'DeactivateMFADevice',
  'DeleteAccessKey',
  'DeleteLoginProfile',
  'DeleteSigningCertificate',
  'GetLoginProfile',
  'GetUser',
  'ListAccessKeys',
  'ListMFADevices',
  'ListSSHPublicKeys',
  'ListServiceSpecificCredentials',
  'ListSigningCertificates',
  'UpdateAccessKey',
  'UpdateSigningCertificate',
  'UploadSigningCertificate',
]);

/** Whether the request is about its caller. */
export function isAboutOneself(form: Query): boolean {
  return ABOUT_ONESELF.has(form.get('Action') ?? '') && !form.has('UserName');
}

/** The same request with the user's name, which moto cannot know. */
export function withOwnName(caller: Caller, form: Query): Query {
  if (!isAboutOneself(form)) return form;
  if (caller.kind === 'user') return new Map([...form, ['UserName', caller.name]]);
  const action = form.get('Action') ?? '';
  if (caller.kind === 'root' && !OF_USERS_ALONE.test(action)) return form;
  throw new Refusal(400, 'ValidationError', 'Must specify userName when calling with non-User credentials');
}

/** What the root user may not leave the name out of, either; without a session of AssumeRoot, that is. */
const OF_USERS_ALONE =
  /^(?:(?:Create|Delete|Get)LoginProfile|DeactivateMFADevice|ListSSHPublicKeys|ListServiceSpecificCredentials)$/;

/** What the root user's own account tells it of itself, and the keys that it makes for itself. */
export function answerRoot({ world, caller }: SignedCall, form: Query): Answer {
  const action = form.get('Action') ?? '';
  const { account } = caller as Root;
  const keyId = form.get('AccessKeyId') ?? '';
  switch (action) {
    case 'GetUser':
      return answerAs(action, {
        User: { Path: '/', UserId: account, Arn: `arn:aws:iam::${account}:root`, CreateDate: SINCE },
      });
    case 'ListAccessKeys': {
      const member = world.credentials.keysOfRoot(account).map(({ accessKeyId, isActive }) => ({
        AccessKeyId: accessKeyId,
        Status: isActive ? 'Active' : 'Inactive',
        CreateDate: SINCE,
      }));
      return answerAs(action, { AccessKeyMetadata: { member }, IsTruncated: false });
    }
    case 'CreateAccessKey': {
      if (world.credentials.keysOfRoot(account).length >= KEYS_OF_ROOT)
        throw new Refusal(
          409,
          'LimitExceeded',
          `Cannot exceed quota for AccessKeysPerAccount: ${KEYS_OF_ROOT}`,
        );
      const { accessKeyId, secretAccessKey } = world.credentials.makeRootKey(account);
      const CreateDate = new Date(world.now()).toISOString();
      return answerAs(action, {
        AccessKey: {
          AccessKeyId: accessKeyId,
          Status: 'Active',
          SecretAccessKey: secretAccessKey,
          CreateDate,
        },
      });
    }
    case 'UpdateAccessKey':
    case 'DeleteAccessKey': {
      const isMade = world.credentials
        .keysOfRoot(account)
        .some(({ accessKeyId, isMade: made }) => made && accessKeyId === keyId);
      if (!isMade) throw new Refusal(404, 'NoSuchEntity', `The Access Key with id ${keyId} cannot be found.`);
      if (action === 'DeleteAccessKey') world.credentials.forget(keyId);
      else world.credentials.setActive(keyId, form.get('Status') === 'Active');
      return answerAs(action, undefined);
    }
    // The root user has neither devices nor certificates here.
    case 'ListMFADevices':
      return answerAs(action, { MFADevices: '', IsTruncated: false });
    case 'ListSigningCertificates':
      return answerAs(action, { Certificates: '', IsTruncated: false });
    case 'DeleteSigningCertificate':
    case 'UpdateSigningCertificate':
      throw new Refusal(
        404,
        'NoSuchEntity',
        `The Certificate with id ${form.get('CertificateId')} cannot be found.`,
      );
    default:
      throw new Refusal(
        501,
        'NotImplemented',
        `The embedded AWS does not implement ${action} of root users.`,
      );
  }
}

/** The key that is always there, and one that is made. */
const KEYS_OF_ROOT = 2;
/** When the accounts of the embedded AWS were made. */
const SINCE = '2026-01-01T00:00:00Z';

function answerAs(action: string, result: XmlValue): Answer {
  const RequestId = randomUUID();
  const body = renderXml(
    `${action}Response`,
    { ...(result === undefined ? {} : { [`${action}Result`]: result }), ResponseMetadata: { RequestId } },
    QUERY_NAMESPACES.iam,
  );
  return answer(200, body, { 'content-type': 'text/xml', 'x-amzn-requestid': RequestId });
}
