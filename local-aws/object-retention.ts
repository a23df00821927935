/**
 * How long an object is retained.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html
 */
import type { Call } from './call';
import { type Answer, answer } from './message';
import { objectHead } from './object-head';
import { Refusal } from './refusal';
import { versionIdOf } from './s3-operations';
import type { S3Target } from './s3-target';
import { renderXml } from './xml';

export async function retentionOf(call: Call, { bucket, key }: S3Target): Promise<Answer> {
  if (!bucket || key === undefined) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  const headers = await objectHead(call, bucket, key, versionIdOf(call.incoming.query));
  if (!headers) return answer(404);
  const Mode = headers['x-amz-object-lock-mode'];
  if (Mode === undefined) {
    const message = 'The specified object does not have a ObjectLock configuration';
    throw new Refusal(404, 'NoSuchObjectLockConfiguration', message);
  }
  const RetainUntilDate = headers['x-amz-object-lock-retain-until-date'];
  const body = renderXml('Retention', { Mode, RetainUntilDate }, 'http://s3.amazonaws.com/doc/2006-03-01/');
  return answer(200, body, { 'content-type': 'application/xml' });
}
