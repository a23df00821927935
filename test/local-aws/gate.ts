/** The way of a request: whom it is for, who makes it, what it asks for; then an answer, or a refusal. */
import { type Address, addressOf, type Service } from './address';
import type { Caller } from './credentials';
import { answerIam } from './iam';
import { type Answer, type Incoming, parseQuery } from './message';
import { withPlainBody } from './payload';
import { Refusal, renderRefusal, requestIds } from './refusal';
import { answerS3 } from './s3';
import { answerS3Control, s3ControlCallOf } from './s3-control';
import { type Scope, scopeOf } from './scope';
import { answerSts } from './sts';
import type { World } from './world';

export async function answerRequest(world: World, incoming: Incoming): Promise<Answer> {
  let service: Service | undefined;
  try {
    const scope = scopeOf(incoming);
    const address = addressOf(incoming, scope);
    if (!address) throw new Refusal(403, 'AccessDenied', `${incoming.host} is no host of the embedded AWS`);
    service = address.service;
    const caller = callerOf(world, scope);
    return withRequestIds(await answerService(world, address, withPlainBody(incoming), caller));
  } catch (error) {
    if (error instanceof Refusal) return renderRefusal(error, service);
    console.error(error);
    return renderRefusal(
      new Refusal(500, 'InternalError', 'We encountered an internal error. Please try again.'),
      service,
    );
  }
}

function callerOf({ credentials }: World, scope: Scope | undefined): Caller {
  if (!scope) return { kind: 'anonymous' };
  const key = credentials.find(scope.accessKeyId);
  if (key) return key.caller;
  const message = 'The AWS Access Key Id you provided does not exist in our records.';
  throw new Refusal(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: scope.accessKeyId });
}

function answerService(
  world: World,
  address: Address,
  incoming: Incoming,
  caller: Caller,
): Promise<Answer> | Answer {
  switch (address.service) {
    case 's3':
      return answerS3(world, address, incoming, caller);
    case 's3control': {
      const call = s3ControlCallOf(address, incoming);
      if (!call) throw new Refusal(403, 'AccessDenied', 'Access Denied');
      return answerS3Control(world, call, incoming);
    }
    case 'iam':
      return answerIam(world, caller, incoming, formOf(incoming));
    case 'sts':
      return answerSts(world, caller, formOf(incoming));
    default:
      if (caller.kind === 'anonymous')
        throw new Refusal(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
      return world.moto.send({
        service: address.service,
        region: address.region,
        account: caller.account,
        method: incoming.method,
        path: incoming.path,
        rawQuery: incoming.rawQuery,
        headers: incoming.headers,
        body: incoming.body,
      });
  }
}

/** The Query protocol: a form in the body, or in the URL. */
function formOf({ body, rawQuery }: Incoming): ReturnType<typeof parseQuery> {
  return parseQuery(body.length > 0 ? body.toString() : rawQuery);
}

function withRequestIds(answered: Answer): Answer {
  if ('x-amzn-requestid' in answered.headers) return answered;
  const { requestId, hostId } = requestIds();
  return {
    ...answered,
    headers: { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId, ...answered.headers },
  };
}
