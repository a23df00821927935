/** Fetches files over HTTPS, through the proxy that the environment names, and leaves no half of one behind. */
import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import { UserError } from '../config/user-error';
import { type Asked, FetchError, fetchErrorFor, fetchErrorOf } from './fetch-error';
import { proxyFor } from './proxy';

export interface FetchOptions {
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from here, in either case. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends the download; its reason is thrown. */
  readonly signal: AbortSignal;
}

export interface Downloaded {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

const REDIRECTS = 5;
/** Milliseconds without a byte after which a connection is given up. */
const SILENCE = 30_000;
/** Bytes; checksums and signatures are far smaller. */
const SMALL = 1_000_000;
const HEADERS = { 'user-agent': 's3-handshake', accept: '*/*' };

/**
 * The address of a publisher: `fallback`, or what the variable says.
 * Throws `UserError` where that is neither HTTPS nor on this machine.
 */
export function baseUrl(env: NodeJS.ProcessEnv, variable: string, fallback: string): string {
  const text = env[variable] || fallback;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isSafe(url))
    throw new UserError(`${variable} is ${text}: it has to be an https:// address, or one on 127.0.0.1`);
  return text.replace(/\/+$/, '');
}

/** Whether an address is on this machine. */
export function isLoopback(url: URL): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * Writes what `url` holds to `file`. `onSize` hears once how many bytes are announced, before the first is written;
 * undefined where they are not. Throws {@link FetchError}; `file` is gone then, unless it was there before: it is left
 * as it is.
 */
export async function download(
  url: string,
  file: string,
  options: FetchOptions,
  onSize: (bytes: number | undefined) => void = () => {},
): Promise<Downloaded> {
  let announced: number | undefined;
  let isOurs = false;
  try {
    return await get(url, options, async (body, bytes) => {
      announced = bytes;
      onSize(bytes);
      const hash = createHash('sha256');
      let received = 0;
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          received += chunk.length;
          done(null, chunk);
        },
      });
      const stream = createWriteStream(file, { flags: 'wx' }).once('open', () => {
        isOurs = true;
      });
      await pipeline(body, counter, stream, { signal: options.signal });
      if (bytes !== undefined && received !== bytes)
        throw new FetchError(
          'incomplete',
          `${new URL(url).host} sent ${received} of ${bytes} bytes; run again`,
        );
      return { sha256: hash.digest('hex'), bytes: received };
    });
  } catch (error) {
    if (isOurs) rmSync(file, { force: true });
    options.signal.throwIfAborted();
    throw fetchErrorOf(error, whomOf(url, options), announced);
  }
}

/** What `url` holds, of a small file. Throws {@link FetchError}. */
export async function fetchSmall(url: string, options: FetchOptions): Promise<Buffer> {
  try {
    return await get(url, options, async (body) => {
      const chunks: Buffer[] = [];
      let received = 0;
      for await (const chunk of body) {
        chunks.push(Buffer.from(chunk));
        received += chunk.length;
        if (received > SMALL)
          throw new FetchError('archive', `${url} holds more than ${SMALL} bytes; is it the right mirror?`);
      }
      return Buffer.concat(chunks);
    });
  } catch (error) {
    options.signal.throwIfAborted();
    throw fetchErrorOf(error, whomOf(url, options));
  }
}

function whomOf(text: string, { env }: FetchOptions): Asked {
  const url = new URL(text);
  return { host: url.host, proxy: proxyFor(url, env) };
}

/** Follows redirects itself: each of them has to be as safe as the first address. */
async function get<Result>(
  url: string,
  options: FetchOptions,
  take: (body: Dispatcher.ResponseData['body'], bytes: number | undefined) => Promise<Result>,
): Promise<Result> {
  let next = new URL(url);
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const answer = await getOnce(next, options, take);
    if (!('location' in answer)) return answer.result;
    next = redirected(next, answer.location);
  }
  throw new FetchError('publisher', `${next.host} redirects more than ${REDIRECTS} times`);
}

async function getOnce<Result>(
  url: URL,
  { env, signal }: FetchOptions,
  take: (body: Dispatcher.ResponseData['body'], bytes: number | undefined) => Promise<Result>,
): Promise<{ readonly location: string } | { readonly result: Result }> {
  const { request } = require('undici') as typeof import('undici');
  const dispatcher = agentFor(url, env);
  try {
    const { statusCode, headers, body } = await request(url, { dispatcher, signal, headers: HEADERS });
    const { location } = headers;
    if (statusCode === 200) {
      const length = Number(headers['content-length']);
      return { result: await take(body, length > 0 ? length : undefined) };
    }
    await body.dump();
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') return { location };
    throw fetchErrorFor(statusCode, url);
  } finally {
    await dispatcher.destroy();
  }
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  // One that is published on the network must not send us to what listens on this machine.
  if (!to || !isSafe(to) || (isLoopback(to) && !isLoopback(from)))
    throw new FetchError(
      'untrusted',
      `${from.host} redirects to ${location}, which is not an https:// address`,
    );
  return to;
}

function agentFor(url: URL, env: NodeJS.ProcessEnv): Dispatcher {
  const { Agent, ProxyAgent } = require('undici') as typeof import('undici');
  const settings = { headersTimeout: SILENCE, bodyTimeout: SILENCE, connect: { timeout: SILENCE } };
  const proxy = proxyFor(url, env);
  return proxy === undefined ? new Agent(settings) : new ProxyAgent({ ...settings, uri: proxy });
}
