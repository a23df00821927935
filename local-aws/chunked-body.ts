/**
 * Bodies that are sent in signed or unsigned chunks, with a checksum behind them (`aws-chunked`).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
import type { Headers } from './message';
import { invalidRequest, Refusal } from './refusal';

export interface ChunkedBody {
  readonly chunks: readonly Chunk[];
  /** Headers that stand behind the body, such as `x-amz-checksum-crc32`. Names in lower case. */
  readonly trailers: Headers;
  /** The trailers as sent, line by line, but the signature's. */
  readonly trailerText: string;
}

export interface Chunk {
  readonly data: Buffer;
  /** Only where chunks are signed. The last one, which is empty, has one too. */
  readonly signature: string | undefined;
}

/** What `x-amz-content-sha256` says of a body that is chunked. */
export const CHUNKED = /^STREAMING-(?:UNSIGNED-PAYLOAD|AWS4-HMAC-SHA256-PAYLOAD)(?:-TRAILER)?$/;

export function parseChunkedBody(body: Buffer): ChunkedBody {
  const chunks: Chunk[] = [];
  let position = 0;
  const line = () => {
    const end = body.indexOf('\r\n', position);
    const text = body.toString('latin1', position, end < 0 ? body.length : end);
    position = end < 0 ? body.length : end + 2;
    return text;
  };
  for (;;) {
    const [size = '', signature] = line().split(';chunk-signature=');
    if (!/^[0-9a-f]+$/i.test(size)) throw incompleteBody();
    const length = Number.parseInt(size, 16);
    if (position + length > body.length) throw incompleteBody();
    chunks.push({ data: body.subarray(position, position + length), signature });
    if (length === 0) break;
    position += length;
    if (line() !== '') throw incompleteBody();
  }
  const lines: string[] = [];
  while (position < body.length) {
    const text = line();
    if (text !== '') lines.push(text);
  }
  const trailers = lines.map((text): [string, string] => {
    const colon = text.indexOf(':');
    return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
  });
  return {
    chunks,
    trailers: Object.fromEntries(trailers),
    trailerText: lines.filter((text) => !/^x-amz-trailer-signature:/i.test(text)).join('\n'),
  };
}

/** The sums that may stand behind a body. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
const TRAILER = /^x-amz-checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256)$/;

/**
 * The trailers that a request announced, and no others: nobody has signed them. Throws where they are not there, or where
 * the body is not as long as was said.
 */
export function announcedTrailers(headers: Headers, body: ChunkedBody): Headers {
  const length = headers['x-amz-decoded-content-length'] ?? '';
  if (!/^\d+$/.test(length))
    throw new Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  if (Number(length) !== joinChunks(body).length) throw incompleteBody();
  const announced = headers['x-amz-trailer']?.trim().toLowerCase();
  if (announced !== undefined && !TRAILER.test(announced))
    throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
  const { 'x-amz-trailer-signature': _, ...sent } = body.trailers;
  if (Object.keys(sent).join() === (announced ?? '')) return sent;
  throw new Refusal(
    400,
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}

export function joinChunks({ chunks }: ChunkedBody): Buffer {
  return Buffer.concat(chunks.map(({ data }) => data));
}

function incompleteBody(): Refusal {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
  return new Refusal(400, 'IncompleteBody', message);
}
