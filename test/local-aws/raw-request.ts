/** A request as no SDK makes it: signed by the client's own signer, in its headers or as a presigned URL, and then changed. */
import type { S3Client } from '@aws-sdk/client-s3';
import { sendPlain } from './plain-http';

type Texts = Readonly<Record<string, string>>;

export interface RawRequest {
  readonly Method: string;
  readonly Path: string;
  readonly Query?: Texts;
  readonly Headers?: Texts;
  readonly Body?: string;
  /** The body in one chunk, and what stands behind it. */
  readonly Trailers?: Texts;
  /** For how many seconds the URL holds that carries the signature; in the headers where not given. */
  readonly Presigned?: number;
  /** How many seconds before now it is signed. */
  readonly Ago?: number;
  readonly Service?: string;
  /** What is sent in the place of what was signed, or beside it; null for what is left out. */
  readonly SentMethod?: string;
  readonly SentQuery?: Readonly<Record<string, string | null>>;
  readonly SentHeaders?: Readonly<Record<string, string | null>>;
  readonly SentBody?: string;
}

interface Signed {
  readonly query: Texts;
  readonly headers: Texts;
}

interface Signer {
  sign(request: object, options: object): Promise<Signed>;
  presign(request: object, options: object): Promise<Signed>;
}

/** The answer, in the form in which the SDK gives those of other operations. `later`: of the clock, in seconds. */
export async function sendRaw(client: S3Client, raw: RawRequest, later: number): Promise<object> {
  const { Method, Path, Query = {}, Headers = {}, Presigned, Ago = 0, Service } = raw;
  const { hostname, port } = (await client.config.endpoint?.()) ?? { hostname: '', port: 0 };
  const body = Buffer.from(bodyOf(raw));
  const host = `${hostname}:${port}`;
  const hash = raw.Trailers ? 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' : 'UNSIGNED-PAYLOAD';
  const request = {
    method: Method,
    protocol: 'http:',
    hostname,
    port,
    path: Path,
    query: Query,
    headers: { host, 'x-amz-content-sha256': hash, ...Headers },
    body,
  };
  const signer = (await client.config.signer()) as unknown as Signer;
  const options = {
    signingDate: new Date(Date.now() + (later - Ago) * 1000),
    ...(Service === undefined ? {} : { signingService: Service }),
  };
  const own = new Set(Object.keys(Headers));
  const signed =
    Presigned === undefined
      ? await signer.sign(request, options)
      : await signer.presign(request, { ...options, expiresIn: Presigned, unhoistableHeaders: own });
  const query = new URLSearchParams(changed(signed.query, raw.SentQuery)).toString().replaceAll('+', '%20');
  const { status, headers } = await sendPlain({
    url: `http://${host}${Path}${query === '' ? '' : `?${query}`}`,
    method: raw.SentMethod ?? Method,
    headers: changed(signed.headers, raw.SentHeaders),
    body: raw.SentBody === undefined ? body : Buffer.from(raw.SentBody),
  });
  return { Status: status, Headers: headers };
}

function bodyOf({ Body = '', Trailers }: RawRequest): string {
  if (!Trailers) return Body;
  const trailers = Object.entries(Trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return `${Buffer.byteLength(Body).toString(16)}\r\n${Body}\r\n0\r\n${trailers.join('')}\r\n`;
}

function changed(signed: Texts, sent: Readonly<Record<string, string | null>> = {}): Record<string, string> {
  const all = Object.entries({ ...signed, ...sent });
  return Object.fromEntries(
    all.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
  );
}
