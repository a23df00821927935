/** The way of a request: whom it is for, who makes it, what it asks for; then an answer, or a refusal. */
import { type Address, addressOf } from './address';
import { authenticate, checkSession } from './authentication';
import { browserUpload, isBrowserUpload } from './browser-upload';
import type { Call, Notes, SignedCall } from './call';
import { changesSomething, mayChange } from './changing-requests';
import { answerIam } from './iam';
import { answerKms } from './kms';
import { type Answer, type Incoming, parseQuery, type Query } from './message';
import { answerOther } from './other-services';
import { asMeant } from './payload';
import { Refusal, renderRefusal, requestIds } from './refusal';
import { answerS3 } from './s3';
import { answerS3Control } from './s3-control';
import { type Scope, scopeOf } from './scope';
import { answerSts } from './sts';
import type { World } from './world';

/** What became of a request. */
export interface Outcome {
  readonly answer: Answer;
  /** As far as the request was understood. */
  readonly call: Call | undefined;
  readonly address: Address | undefined;
  readonly refusal: Refusal | undefined;
}

export async function answerRequest(world: World, incoming: Incoming): Promise<Outcome> {
  let address: Address | undefined;
  let call: Call | undefined;
  try {
    const scope = scopeOf(incoming);
    address = addressOf(incoming, scope);
    if (!address) throw new Refusal(403, 'AccessDenied', `${incoming.host} is no host of the embedded AWS`);
    if (world.throttle()) throw throttled(address);
    const upload = isBrowserUpload(address, incoming) ? browserUpload(world, address, incoming) : undefined;
    call = upload?.call ?? callOf(world, address, incoming, scope);
    await checkSession(call);
    const answered = await answerAndKeep(call);
    const answer = withRequestIds(upload?.answered(answered) ?? answered, address);
    return { answer, call, address, refusal: undefined };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : failure(error);
    return { answer: renderRefusal(refusal, address?.service), call, address, refusal };
  }
}

function callOf(world: World, address: Address, incoming: Incoming, scope: Scope | undefined): Call {
  const caller = authenticate(world, address, incoming, scope);
  const notes: Notes = { judged: [] };
  const kind = scope?.presigned ? 'REST-QUERY-STRING' : 'REST-HEADER';
  const signature = scope && ({ region: scope.region, kind } as const);
  return { world, address, incoming: asMeant(incoming), caller, signature, notes };
}

function answerAndKeep(call: Call): Promise<Answer> {
  const { writingDown } = call.world;
  if (!writingDown || !mayChange(call.incoming.method)) return answerService(call);
  return writingDown.during(
    () => answerService(call),
    (answer) => changesSomething(call, answer),
  );
}

function answerService(call: Call): Promise<Answer> {
  return call.address.service === 's3' ? answerS3(call) : answerSigned(asSigned(call));
}

/** What has no signature `authenticate` lets pass to S3 alone. */
function asSigned({ caller, ...call }: Call): SignedCall {
  if (caller.kind === 'anonymous')
    throw new Error(`an unsigned request to ${call.address.service} was let in`);
  return { ...call, caller };
}

function answerSigned(call: SignedCall): Promise<Answer> {
  switch (call.address.service) {
    case 's3control':
      return answerS3Control(call);
    case 'iam':
      return answerIam(call, formOf(call.incoming));
    case 'sts':
      return answerSts(call, formOf(call.incoming));
    case 'kms':
      return answerKms(call);
    default:
      return answerOther(call, formOf(call.incoming));
  }
}

/** The Query protocol: a form in the body, or in the URL. */
function formOf({ body, rawQuery }: Incoming): Query {
  return parseQuery(body.length > 0 ? body.toString() : rawQuery);
}

function throttled({ service }: Address): Refusal {
  return service === 's3' || service === 's3control'
    ? new Refusal(503, 'SlowDown', 'Please reduce your request rate.')
    : new Refusal(400, service === 'kms' ? 'ThrottlingException' : 'Throttling', 'Rate exceeded');
}

/** A defect of ours, or moto's end. It must not look like AWS's opinion of the request. */
function failure(error: unknown): Refusal {
  process.stderr.write(`embedded AWS: ${error instanceof Error ? error.stack : String(error)}\n`);
  return new Refusal(500, 'InternalError', 'We encountered an internal error. Please try again.');
}

/** S3's two ids in S3's form; the other services' single one is moto's. */
function withRequestIds(answer: Answer, { service }: Address): Answer {
  if (service !== 's3' && service !== 's3control') return answer;
  const { requestId, hostId } = requestIds();
  const { 'x-amzn-requestid': _, ...headers } = answer.headers;
  return { ...answer, headers: { ...headers, 'x-amz-request-id': requestId, 'x-amz-id-2': hostId } };
}
