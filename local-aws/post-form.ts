/**
 * A form that a browser sends: `multipart/form-data` with the fields first and the file last.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
import type { Incoming } from './message';
import { invalidArgument, Refusal } from './refusal';

export interface PostForm {
  /** By name in lower case, which is how S3 tells them apart. What stands behind the file is ignored. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
}

/** All that stands before the file, in bytes. */
const MOST_BEFORE_FILE = 20_480;

/** Throws S3's refusal of what is no such form. */
export function parsePostForm({ headers, body }: Incoming): PostForm {
  const boundary = boundaryOf(headers['content-type'] ?? '');
  if (boundary === undefined) {
    const Condition = 'Bucket POST must be of the enclosure-type multipart/form-data';
    const message = 'At least one of the pre-conditions you specified did not hold';
    throw new Refusal(412, 'PreconditionFailed', message, { Condition });
  }
  const parts = partsOf(body, boundary);
  const at = parts.findIndex(({ name }) => name === 'file');
  const file = parts[at];
  if (!file) {
    const message = 'POST requires exactly one file upload per request.';
    throw invalidArgument(message, 'file', '0');
  }
  if (file.start > MOST_BEFORE_FILE) {
    const message = 'Your POST request fields preceding the upload file were too large.';
    throw new Refusal(400, 'MaxPostPreDataLengthExceeded', message, {
      MaxPostPreDataLengthBytes: String(MOST_BEFORE_FILE),
    });
  }
  const fileName = (file.fileName ?? '').replace(/^.*[\\/]/s, '');
  const fields = parts
    .slice(0, at)
    .map(({ name, content }): [string, string] => [
      name,
      content.toString().replaceAll(`\${filename}`, () => fileName),
    ]);
  return { fields: new Map(fields), file: file.content };
}

function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined;
  const { quoted, plain } =
    /;\s*boundary=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s]+))/i.exec(contentType)?.groups ?? {};
  return quoted ?? plain;
}

interface Part {
  /** In lower case. */
  readonly name: string;
  readonly fileName: string | undefined;
  readonly content: Buffer;
  /** Where the content begins. */
  readonly start: number;
}

/** RFC 7578. */
function partsOf(body: Buffer, boundary: string): readonly Part[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const isFirst = body.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2));
  const parts: Part[] = [];
  // The first delimiter stands at the beginning, or behind a preamble.
  let at = isFirst ? delimiter.length - 2 : endOf(body, delimiter, 0);
  while (at !== undefined && body.toString('latin1', at, at + 2) === '\r\n') {
    const headersEnd = body.indexOf('\r\n\r\n', at);
    const start = headersEnd + 4;
    const end = headersEnd < 0 ? -1 : body.indexOf(delimiter, start);
    if (end < 0) throw malformed();
    const disposition = /^content-disposition:(.*)$/im.exec(body.toString('utf8', at + 2, headersEnd))?.[1];
    parts.push({
      name: (parameterOf(disposition, 'name') ?? '').toLowerCase(),
      fileName: parameterOf(disposition, 'filename'),
      content: body.subarray(start, end),
      start,
    });
    at = end + delimiter.length;
  }
  // Two hyphens end the last one.
  if (at === undefined || body.toString('latin1', at, at + 2) !== '--') throw malformed();
  return parts;
}

function endOf(body: Buffer, text: Buffer, from: number): number | undefined {
  const found = body.indexOf(text, from);
  return found < 0 ? undefined : found + text.length;
}

/** Browsers write quotation marks and line ends in names as percent codes. */
function parameterOf(disposition = '', name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"(?<quoted>[^"]*)"|(?<plain>[^;\\s]+))`, 'i').exec(disposition);
  const value = found?.groups?.quoted ?? found?.groups?.plain;
  return value?.replace(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function malformed(): Refusal {
  const message = 'The body of your POST request is not well-formed multipart/form-data.';
  return new Refusal(400, 'MalformedPOSTRequest', message);
}
