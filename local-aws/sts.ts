/**
 * STS, answered by the gate itself: who asks, and temporary credentials.
 * https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
import { randomUUID } from 'node:crypto';
import { assumeRole } from './assume-role';
import type { Call } from './call';
import { callerIdentity } from './caller-identity';
import { checkVersion } from './known-operations';
import { type Answer, answer, type Query } from './message';
import { QUERY_NAMESPACES, Refusal } from './refusal';
import { getFederationToken, getSessionToken } from './session-tokens';
import { STS_INPUTS } from './sts-inputs';
import { renderXml, type XmlValue } from './xml';

export async function answerSts(call: Call, form: Query): Promise<Answer> {
  checkVersion(form, '2011-06-15');
  const action = form.get('Action') ?? '';
  call.notes.operation = action;
  const result = await resultOf(call, action, form);
  const requestId = randomUUID();
  const body = renderXml(
    `${action}Response`,
    { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } },
    QUERY_NAMESPACES.sts,
  );
  return answer(200, body, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
}

/** Those that are answered, and of them those that nobody needs a right to. */
export const STS_OPERATIONS: ReadonlySet<string> = new Set(Object.keys(STS_INPUTS));
export const STS_WITHOUT_RIGHT: ReadonlySet<string> = new Set(['GetCallerIdentity', 'GetSessionToken']);

async function resultOf(call: Call, action: string, form: Query): Promise<XmlValue> {
  switch (action) {
    // Takes no permission, and no Deny can forbid it.
    case 'GetCallerIdentity':
      return { ...(await callerIdentity(call.world, call.caller)) };
    case 'AssumeRole':
      return assumeRole(call, form);
    case 'GetSessionToken':
      return getSessionToken(call, form);
    case 'GetFederationToken':
      return getFederationToken(call, form);
    default:
      throw new Refusal(400, 'InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
  }
}
