/**
 * Uploads that browsers send as forms, to a bucket's own address. Who has signed the form's policy puts the object: the
 * request goes on as a PutObject of his, with the fields as its headers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 */
import { type Address, s3TargetOf } from './address';
import { authenticateForm } from './authentication';
import type { Call } from './call';
import { headerText, isHeaderName, isHeaderValue } from './header-text';
import { type Answer, answer, encode, type Headers, type Incoming } from './message';
import { s3Path } from './moto';
import { type PostForm, parsePostForm } from './post-form';
import { checkPostPolicy } from './post-policy';
import { invalidArgument, malformedXml } from './refusal';
import { scopeOfForm } from './scope';
import { tagPairs } from './tag-sets';
import type { World } from './world';
import { find, parseXml, renderXml } from './xml';

/** A POST to a bucket with no signature of its own, and nothing in its query that would make it another request. */
export function isBrowserUpload({ service, subdomain }: Address, incoming: Incoming): boolean {
  const { method, path, rawQuery, headers } = incoming;
  const isOnBucket = subdomain === undefined ? /^\/[^/]+\/?$/.test(path) : path === '/';
  const isSigned = headers.authorization !== undefined;
  return service === 's3' && method === 'POST' && isOnBucket && rawQuery === '' && !isSigned;
}

export interface BrowserUpload {
  readonly call: Call;
  /** What S3 says when the object is put; `put`: the answer to its PutObject. */
  answered(put: Answer): Answer;
}

/** Throws what S3 answers to a form that its policy does not allow, or that nobody has signed rightly. */
export function browserUpload(world: World, address: Address, incoming: Incoming): BrowserUpload {
  const form = parsePostForm(incoming);
  const { fields } = form;
  const { container = '' } = s3TargetOf(address, incoming);
  const key = fields.get('key');
  if (!key)
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  const policy = fields.get('policy');
  const scope = scopeOfForm(fields);
  // What nobody has signed is anybody's, and has no policy.
  if ((policy === undefined) !== (scope === undefined)) {
    const missing = scope ? 'policy' : 'x-amz-signature';
    throw invalidArgument(`Bucket POST must contain a field named '${missing}'.`, missing, '');
  }
  const caller = authenticateForm(world, scope, fields);
  if (policy !== undefined)
    checkPostPolicy(
      policy,
      form,
      world.accessPoints.findByAlias(container)?.bucket ?? container,
      world.now(),
    );
  const { date, authorization: _, ...own } = incoming.headers;
  const call: Call = {
    world,
    address,
    incoming: {
      ...incoming,
      method: 'PUT',
      path: s3Path(address.subdomain === undefined ? container : '', key).replace(/^\/\//, '/'),
      headers: { ...withoutForm(own), ...headersOf(fields) },
      body: form.file,
    },
    caller,
    signature: scope && { region: scope.region, kind: 'POST' },
    notes: { judged: [] },
  };
  return { call, answered: (put) => answerTo(form, container, key, incoming, put) };
}

function withoutForm(headers: Headers): Headers {
  const { 'content-type': _, 'content-length': __, 'content-md5': ___, ...others } = headers;
  return Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('x-amz-')));
}

/** The fields that are headers of a PutObject. Of others, such as a copy's source, S3 takes no notice. */
const HEADERS =
  /^(?:cache-control|content-(?:type|disposition|encoding|language|md5)|expires|x-amz-(?:date|meta-.+|storage-class|website-redirect-location|server-side-encryption.*|checksum-.+|sdk-checksum-algorithm|object-lock-.+))$/;

function headersOf(fields: PostForm['fields']): Headers {
  const acl = fields.get('acl');
  const tagging = fields.get('tagging');
  const headers = {
    ...Object.fromEntries([...fields].filter(([name]) => HEADERS.test(name))),
    ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
    ...(tagging === undefined ? {} : { 'x-amz-tagging': tagsIn(tagging) }),
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!isHeaderName(name) || !isHeaderValue(value))
        throw invalidArgument('A field holds what no header can.', name, value);
      return [name, headerText(value)];
    }),
  );
}

/** A form has tags as a document, a header as a query. */
function tagsIn(document: string): string {
  const set = find(parseXml(document), 'TagSet');
  if (!set) throw malformedXml();
  return tagPairs(set)
    .map((pair) => pair.map(encode).join('='))
    .join('&');
}

function answerTo(
  { fields }: PostForm,
  bucket: string,
  key: string,
  { host }: Incoming,
  put: Answer,
): Answer {
  if (put.status >= 300) return put;
  const etag = put.headers.etag ?? '';
  const Location = `http://${host.startsWith(`${bucket}.`) ? host : `${host}/${bucket}`}/${encode(key)}`;
  const headers = { ...put.headers, location: Location };
  const redirect = redirectOf(fields, { bucket, key, etag });
  if (redirect !== undefined) return answer(303, '', { ...headers, location: redirect });
  const status = fields.get('success_action_status');
  if (status === '200') return answer(200, '', headers);
  if (status !== '201') return answer(204, '', headers);
  const body = renderXml('PostResponse', { Location, Bucket: bucket, Key: key, ETag: etag });
  return answer(201, body, { ...headers, 'content-type': 'application/xml' });
}

/** An address that is none is not followed. */
function redirectOf(fields: PostForm['fields'], told: Readonly<Record<string, string>>): string | undefined {
  const given = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (given === undefined || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  for (const [name, value] of Object.entries(told)) url.searchParams.append(name, value);
  return url.toString();
}
