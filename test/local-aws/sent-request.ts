/** What an SDK would send, as the gate reads it. */
import { type Incoming, parseQuery } from '../../local-aws/message';

/** As the SDKs' request handlers get it. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function incomingOf({ method, path, query = {}, headers, body }: SentRequest): Incoming {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => (one === '' ? encode(name) : `${encode(name)}=${encode(String(one))}`)),
  );
  const rawQuery = pairs.join('&');
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method,
    host: own.host ?? '',
    path,
    rawQuery,
    query: parseQuery(rawQuery),
    headers: own,
    body: bytesOf(body),
    secureTransport: true,
    sourceIp: '127.0.0.1',
  };
}

function encode(text: string): string {
  return encodeURIComponent(text);
}

function bytesOf(body: unknown): Buffer {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(typeof body === 'string' ? body : '');
}
