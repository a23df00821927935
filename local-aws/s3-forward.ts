/** An S3 request on its way to moto: path style, by the bucket's own name, in its owner's account. */
import type { Call } from './call';
import { type Answer, type Headers, type Incoming, queryPairs } from './message';
import { s3Path } from './moto';
import { withoutIgnored } from './s3-parameters';
import type { S3Target } from './s3-target';

export function forwardS3(
  { world, address, incoming, caller }: Call,
  { bucket, container, key }: S3Target,
  changed: Headers = {},
  body: Buffer | string = incoming.body,
): Promise<Answer> {
  const query = queryPairs(incoming.rawQuery).filter(([name]) => !/^x-(?:amz-|id$)/i.test(name));
  return world.moto.send({
    service: 's3',
    region: bucket?.region ?? address.region,
    account: bucket?.account ?? (caller.kind === 'anonymous' ? '' : caller.account),
    method: incoming.method,
    path: container === undefined ? '/' : s3Path(bucket?.name ?? container, key),
    rawQuery: query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&'),
    headers: { ...withoutIgnored(incoming.headers), ...bodyKept(incoming), ...changed },
    body,
  });
}

/** moto would take a form apart and store nothing; curl and others call every body one. */
function bodyKept({ headers }: Incoming): Headers {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? { 'content-type': 'binary/octet-stream' } : {};
}
