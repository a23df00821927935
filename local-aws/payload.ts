/** A request as it is meant, whatever way it was sent. */
import { verifyChecksums } from './checksums';
import { announcedTrailers, CHUNKED, joinChunks, parseChunkedBody } from './chunked-body';
import type { Headers, Incoming } from './message';

/** Its body whole; what stood behind the body, or in a presigned URL, among its headers. */
export function asMeant(incoming: Incoming): Incoming {
  const { headers, body, query } = incoming;
  const hoisted = [...query].filter(([name]) => /^x-amz-/i.test(name) && !SIGNING_PARAMETERS.test(name));
  const meant: Headers = {
    ...headers,
    ...Object.fromEntries(hoisted.map(([name, value]) => [name.toLowerCase(), value])),
  };
  if (!CHUNKED.test(headers['x-amz-content-sha256'] ?? '')) return { ...incoming, headers: meant };
  const chunked = parseChunkedBody(body);
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const remaining = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
  const { 'content-encoding': _, ...others } = meant;
  const contentEncoding: Headers = remaining === '' ? {} : { 'content-encoding': remaining };
  return {
    ...incoming,
    headers: { ...others, ...announcedTrailers(headers, chunked), ...contentEncoding },
    body: joinChunks(chunked),
  };
}

const SIGNING_PARAMETERS =
  /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i;

/** Throws where a body did not arrive as its sender says. A completed upload's sums are those of its parts. */
export function verifyPayload(operation: string, { headers, body }: Incoming): void {
  if (operation !== 'CompleteMultipartUpload') verifyChecksums(headers, body);
}
