/** Why something could not be fetched, in one line that says what to do. */
import { UserError } from '../config/user-error';

/** Codes by which callers and tests tell the failures apart. */
export type FetchFailure =
  /** The publisher, or what stands before it, answers 401 or 403. */
  | 'refused'
  /** 404 or 410. */
  | 'not-found'
  /** Any other status. */
  | 'publisher'
  /** The proxy does not let the request through, or is not there. */
  | 'proxy'
  /** No address, no route, no answer. */
  | 'network'
  /** The certificate is not trusted. */
  | 'certificate'
  /** The connection ended before the file did. */
  | 'incomplete'
  /** The archive is not what the publisher signed, or the checksums are not signed by it. */
  | 'untrusted'
  /** The archive holds something else than it should. */
  | 'archive'
  /** No space, or no right to write. */
  | 'disk'
  /** There is no release for this operating system or processor. */
  | 'platform'
  /** What was fetched does not run here. */
  | 'does-not-run';

export class FetchError extends UserError {
  constructor(
    readonly failure: FetchFailure,
    message: string,
  ) {
    super(message);
  }
}

/** Where a request was sent. */
export interface Asked {
  /** With its port, where that is not the usual one. */
  readonly host: string;
  /** The address of the proxy between, as the environment says it. */
  readonly proxy: string | undefined;
}

/** The failure behind what a request or a file has thrown. `size` in bytes, where it is known. */
export function fetchErrorOf(error: unknown, { host, proxy }: Asked, size?: number): FetchError {
  if (error instanceof FetchError) return error;
  const text = wordsOf(error);
  const codes = codesOf(error);
  const is = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  if (is(/^(?:ENOSPC|EDQUOT)$/))
    return new FetchError(
      'disk',
      `the disk is full${size ? `: ${megabytes(size)} and what they unpack to are needed` : ''}; make room, then run again`,
    );
  if (is(/^(?:EACCES|EPERM|EROFS|ENOTDIR|EISDIR|EEXIST)$/))
    return new FetchError('disk', `the folder cannot be written (${text}); make it writable, then run again`);
  const [, status] = /^Proxy response \((\d+)\)/.exec(text) ?? [];
  if (status !== undefined) return refusalByProxy(Number(status), host);
  if (is(/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS)/))
    return new FetchError(
      'certificate',
      `the certificate of ${host} is not trusted (${text}); where a proxy puts its own in, name its CA by NODE_EXTRA_CA_CERTS`,
    );
  if (
    is(/^(?:UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_ABORTED)$/) ||
    is(/^(?:ECONNRESET|EPIPE)$/)
  )
    return new FetchError('incomplete', `${host} ended the connection before the file was whole; run again`);
  if (proxy !== undefined)
    return new FetchError(
      'proxy',
      `the proxy ${withoutLogin(proxy)} does not answer (${text}); check HTTPS_PROXY, or name ${host} in NO_PROXY`,
    );
  return new FetchError(
    'network',
    `${host} does not answer (${text}); check the network, and HTTPS_PROXY where there is a proxy`,
  );
}

function refusalByProxy(status: number, host: string): FetchError {
  return new FetchError(
    'proxy',
    status === 407
      ? 'the proxy wants a login (407); put it into HTTPS_PROXY: http://user:password@host:port'
      : `the proxy does not let ${host} through (${status}); have it allowed there, or name ${host} in NO_PROXY`,
  );
}

/** A proxy's address may hold a password. */
function withoutLogin(proxy: string): string {
  return proxy.replace(/\/\/[^/@]*@/, '//');
}

/** The failure that a status of HTTP means. */
export function fetchErrorFor(status: number, url: URL): FetchError {
  const { host, pathname } = url;
  if (status === 401 || status === 403)
    return new FetchError(
      'refused',
      `${host} refuses ${pathname} (${status}); is it blocked from this network?`,
    );
  if (status === 404 || status === 410)
    return new FetchError(
      'not-found',
      `${host} does not have ${pathname} (${status}); is it the right mirror?`,
    );
  return new FetchError('publisher', `${host} answers ${status} for ${pathname}; try again later`);
}

/** `27 MB`; a megabyte has a million bytes. */
export function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}

interface ErrorLike {
  readonly message: string;
  readonly name?: string;
  readonly code?: unknown;
  readonly errors?: unknown;
  readonly cause?: unknown;
}

/** By its shape: an error may come from another realm. */
function isErrorLike(error: unknown): error is ErrorLike {
  return typeof error === 'object' && error !== null && 'message' in error;
}

/** The operating system's or undici's, also where they are hidden behind another error. */
function codesOf(error: unknown): readonly string[] {
  if (!isErrorLike(error)) return [];
  const { code, errors, cause } = error;
  const inner = [...(Array.isArray(errors) ? errors : []), cause].flatMap(codesOf);
  return [...(typeof code === 'string' ? [code] : []), ...inner];
}

/** The first line that says something. */
function wordsOf(error: unknown): string {
  if (!isErrorLike(error)) return String(error);
  const { message, name, cause, errors } = error;
  const [first] = Array.isArray(errors) ? errors : [];
  if (message === '' && isErrorLike(cause ?? first)) return wordsOf(cause ?? first);
  return message.split('\n')[0] || (name ?? 'unknown error');
}
