/** A browser's upload: the form that the SDK presigns, filled in and sent as a browser does. */
import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { parseXml } from '../../local-aws/xml';
import { sendPlain } from './plain-http';

/** What is signed, and what is sent in the end. */
export interface PostedForm extends Pick<PresignedPostOptions, 'Bucket' | 'Key' | 'Conditions' | 'Fields'> {
  /** Seconds. */
  readonly Expires?: number;
  readonly File: string;
  readonly FileName?: string;
  /** Fields that are sent in place of those that were signed, or beside them; null for one that is left out. */
  readonly Sent?: Readonly<Record<string, string | null>>;
  /** Without policy and signature. */
  readonly Unsigned?: true;
}

/** The answer, in the form in which the SDK gives those of other operations. Throws what S3 refuses. */
export async function postForm(client: S3Client, form: PostedForm, later: number): Promise<object> {
  const {
    Bucket,
    Key,
    Conditions = [],
    Fields = {},
    Expires = 3600,
    File,
    FileName = 'a.csv',
    Sent = {},
    Unsigned,
  } = form;
  const signed = await createPresignedPost(client, {
    Bucket,
    Key,
    Conditions: [...Conditions],
    Fields,
    Expires: Expires + later,
  });
  const fields = Object.entries({ ...(Unsigned ? { key: Key } : signed.fields), ...Sent });
  const encoded = new FormData();
  for (const [name, value] of fields) if (value !== null) encoded.append(name, value);
  encoded.append('file', new Blob([File]), FileName);
  const response = new Response(encoded);
  const { status, headers, text } = await sendPlain({
    url: signed.url,
    method: 'POST',
    headers: { 'content-type': response.headers.get('content-type') ?? '' },
    body: Buffer.from(await response.arrayBuffer()),
  });
  return { Status: status, Location: headers.location, ETag: headers.etag, Posted: told(text) };
}

function told(text: string): object {
  const document = parseXml(text);
  return Object.fromEntries((document?.children ?? []).map(({ name, text: value }) => [name, value]));
}
