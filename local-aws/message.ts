/**
 * HTTP as the gate sees it: a request read whole, and an answer. Bodies are held in memory, as moto holds them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as it arrived, nothing of it changed: its signature is over exactly this. */
export interface Incoming {
  readonly method: string;
  /** The Host header as sent, port included. */
  readonly host: string;
  /** Percent-encoded as sent, without the query; begins with `/`. */
  readonly path: string;
  /** As sent, without the `?`. */
  readonly rawQuery: string;
  /** Decoded. A name without `=` has the value ''. */
  readonly query: Query;
  /** Names in lower case; a repeated header's values are joined with a comma. */
  readonly headers: Headers;
  readonly body: Buffer;
  /** Whether the request counts as having come over TLS: `aws:SecureTransport`. */
  readonly secureTransport: boolean;
  readonly sourceIp: string;
}

export type Headers = Readonly<Record<string, string>>;
export type Query = ReadonlyMap<string, string>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export function answer(status: number, body = '', headers: Headers = {}): Answer {
  return { status, headers, body: Buffer.from(body) };
}

/** Percent-decodes; text that is no valid encoding stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 3986, as signatures have it: `encodeURIComponent` leaves five characters more. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The name and value pairs of a query string in their order, still encoded. */
export function queryPairs(raw: string): [name: string, value: string][] {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}

/** In a query, as in a form, `+` is a space. */
export function parseQuery(raw: string): Query {
  const plain = (text: string) => decode(text.replaceAll('+', ' '));
  return new Map(queryPairs(raw).map(([name, value]) => [plain(name), plain(value)]));
}

/** Reads a request to its end. A proxy's request names the host in its first line (absolute form) as well. */
export async function readRequest(request: IncomingMessage, secureTransport: boolean): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = (request.url ?? '/').replace(/^[a-z]+:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  return {
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    path: path === '' ? '/' : path,
    rawQuery,
    query: parseQuery(rawQuery),
    headers: joinHeaders(request.rawHeaders),
    body: Buffer.concat(chunks),
    secureTransport,
    sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
}

/** By name in lower case; one that comes several times is one list. A character stands for a byte, as Node has it. */
function joinHeaders(raw: readonly string[]): Headers {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(headers);
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'server',
  'date',
  'content-length',
]);

/**
 * A HEAD's answer says the length of the body that it does not have. `now`: milliseconds since the epoch; SDKs set their
 * clocks by it.
 */
export function writeAnswer(
  response: ServerResponse,
  method: string,
  { status, headers, body }: Answer,
  now: number,
): void {
  const own = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name));
  const length = method === 'HEAD' ? (headers['content-length'] ?? body.length) : body.length;
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...Object.fromEntries(own),
    server: 'AmazonS3',
    date: new Date(now).toUTCString(),
    ...(bodiless ? {} : { 'content-length': String(length) }),
  });
  response.end(method === 'HEAD' || bodiless ? undefined : body);
}
