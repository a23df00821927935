/** Saying no as AWS does: an error code, a message and a status, in the form of the service that was asked. */
import { randomBytes, randomUUID } from 'node:crypto';
import { type Answer, answer, type Headers } from './message';
import type { Service } from './service';
import { renderXml } from './xml';

/** Thrown by whatever refuses a request; rendered in one place, for the service that was asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further elements of S3's error document, such as `BucketName` or `Region`. */
    readonly details: Readonly<Record<string, string>> = {},
    readonly headers: Headers = {},
  ) {
    super(message);
  }
}

/** S3's refusal of one parameter, header or field, which it names; `value`: as it was sent, where S3 tells it. */
export function invalidArgument(message: string, name: string, value?: string): Refusal {
  return new Refusal(400, 'InvalidArgument', message, {
    ArgumentName: name,
    ...(value === undefined ? {} : { ArgumentValue: value }),
  });
}

/** S3's refusal of what it takes neither by itself nor beside what else is asked. */
export function invalidRequest(message: string): Refusal {
  return new Refusal(400, 'InvalidRequest', message);
}

/** S3's answer where there is no object of this key; `key`: where the answer repeats it. */
export function noSuchKey(key?: string): Refusal {
  return new Refusal(404, 'NoSuchKey', 'The specified key does not exist.', keyDetail(key));
}

/** Likewise where the object has no such version. */
export function noSuchVersion(key?: string): Refusal {
  return new Refusal(404, 'NoSuchVersion', 'The specified version does not exist.', keyDetail(key));
}

function keyDetail(key: string | undefined): Readonly<Record<string, string>> {
  return key === undefined ? {} : { Key: key };
}

/** S3's refusal of a document that does not parse, or lacks what it must hold. */
export function malformedXml(): Refusal {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new Refusal(400, 'MalformedXML', message);
}

/** The two ids that S3 puts on every answer; support asks for both. */
export function requestIds(): { requestId: string; hostId: string } {
  return {
    requestId: randomBytes(8).toString('hex').toUpperCase(),
    hostId: randomBytes(48).toString('base64'),
  };
}

const JSON_TYPE = 'application/x-amz-json-1.1';

/** A refusal as the error document of a service, with its request ids. */
export function renderRefusal(refusal: Refusal, service: Service | undefined): Answer {
  const { status, code, message, details, headers } = refusal;
  switch (service) {
    case 'iam':
    case 'sts': {
      const requestId = randomUUID();
      const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
      const body = renderXml(
        'ErrorResponse',
        { Error: error, RequestId: requestId },
        QUERY_NAMESPACES[service],
      );
      return answer(status, body, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
    }
    case 's3':
    case 's3control':
    case undefined: {
      const { requestId, hostId } = requestIds();
      const error = { Code: code, Message: message, ...details, RequestId: requestId, HostId: hostId };
      const body =
        service === 's3control'
          ? renderXml('ErrorResponse', { Error: error, RequestId: requestId, HostId: hostId })
          : renderXml('Error', error);
      return answer(status, body, {
        ...headers,
        'content-type': 'application/xml',
        'x-amz-request-id': requestId,
        'x-amz-id-2': hostId,
      });
    }
    default: {
      const requestId = randomUUID();
      return answer(status, JSON.stringify({ __type: code, message, Message: message }), {
        'content-type': JSON_TYPE,
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': code,
      });
    }
  }
}

export const QUERY_NAMESPACES = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const;
