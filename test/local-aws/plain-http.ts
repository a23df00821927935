/** HTTP without an SDK around it, by the connections that the SDKs have. */
import { request } from 'node:http';
import { parseXml, textOf } from '../../local-aws/xml';
import { agent } from './clients';

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** Throws what S3 refuses, in the form in which the SDK does. */
export async function sendPlain(sent: HttpRequest): Promise<HttpAnswer> {
  const answer = await answerTo(sent);
  if (answer.status < 400) return answer;
  const document = parseXml(answer.text);
  throw Object.assign(new Error(textOf(document, 'Message')), {
    name: textOf(document, 'Code') ?? 'Unknown',
    $metadata: { httpStatusCode: answer.status },
  });
}

function answerTo({ url, method, headers, body }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((done, failed) => {
    const length = { 'content-length': body.length };
    const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}
