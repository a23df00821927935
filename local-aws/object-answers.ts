/** What S3 changes in the answer to a get: headers that the request asks for, and those that not everybody may see. */
import type { Call } from './call';
import { headerText, isHeaderValue } from './header-text';
import type { Answer } from './message';
import { withEmptyValues } from './object-tags';
import { isAllowed } from './permission';
import { invalidArgument, invalidRequest } from './refusal';
import { s3Context } from './s3-context';
import { versionedAction, versionIdOf } from './s3-operations';
import { permissionOn } from './s3-permissions';
import type { S3Target } from './s3-target';

/** By the parameter that sets them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
const SET_BY_REQUEST: Readonly<Record<string, string>> = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
};

const READS = new Set(['GetObject', 'HeadObject']);

/** Who does not sign cannot set headers: else anybody could lead others to an answer of another kind. */
export function checkResponseHeaders({ incoming, caller }: Call, operation: string): void {
  if (!READS.has(operation)) return;
  const given = Object.keys(SET_BY_REQUEST).filter((name) => incoming.query.has(name));
  for (const name of given) {
    const value = incoming.query.get(name) ?? '';
    if (!isHeaderValue(value)) throw invalidArgument('Header value cannot be represented', name, value);
  }
  if (given.length === 0 || caller.kind !== 'anonymous') return;
  const message = 'Request specific response headers cannot be used for anonymous GET requests.';
  throw invalidRequest(message);
}

export async function asAsked(
  call: Call,
  operation: string,
  target: S3Target,
  answered: Answer,
): Promise<Answer> {
  if (answered.status >= 400) return answered;
  if (operation === 'GetBucketTagging') return withEmptyValues(answered);
  if (!READS.has(operation)) return answered;
  const { query } = call.incoming;
  const set = Object.entries(SET_BY_REQUEST).flatMap(([parameter, header]) => {
    const value = query.get(parameter);
    return value === undefined ? [] : [[header, headerText(value)] as const];
  });
  const { [TAG_COUNT]: count, ...others } = answered.headers;
  const shown = count !== undefined && (await mayReadTags(call, target)) ? { [TAG_COUNT]: count } : {};
  return { ...answered, headers: { ...others, ...shown, ...Object.fromEntries(set) } };
}

const TAG_COUNT = 'x-amz-tagging-count';

/** How many tags an object has is told to those alone who may read them. */
async function mayReadTags(call: Call, { bucket, accessPoint, key }: S3Target): Promise<boolean> {
  if (!bucket) return false;
  const action = versionedAction('GetObjectTagging', versionIdOf(call.incoming.query));
  const keys = s3Context(call, 'GetObjectTagging');
  return isAllowed(call, permissionOn({ bucket, accessPoint }, action, key, keys));
}
