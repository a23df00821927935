/** The body of a request as it is meant, whatever way it was sent. */
import { CHUNKED, joinChunks, parseChunkedBody } from './chunked-body';
import type { Headers, Incoming } from './message';

/** The request with its body whole, and what stood behind the body among its headers. */
export function withPlainBody(incoming: Incoming): Incoming {
  const { headers, body } = incoming;
  if (!CHUNKED.test(headers['x-amz-content-sha256'] ?? '')) return incoming;
  const chunked = parseChunkedBody(body);
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const remaining = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
  const { 'content-encoding': _, ...others } = headers;
  const plain: Headers = {
    ...others,
    ...chunked.trailers,
    ...(remaining === '' ? {} : { 'content-encoding': remaining }),
  };
  return { ...incoming, headers: plain, body: joinChunks(chunked) };
}
