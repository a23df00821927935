/**
 * How long an object is retained, and whether it is held: what moto does not tell or check.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
import type { Call } from './call';
import { type Answer, answer, type Headers } from './message';
import { objectHead } from './object-head';
import { invalidArgument, malformedXml, noSuchKey, noSuchVersion, Refusal } from './refusal';
import { versionIdOf } from './s3-operations';
import type { S3Target } from './s3-target';
import { parseXml, renderXml, textOf } from './xml';

/** Whether the operation is about the lock of an object that is there. */
export function isAboutLock(operation: string): boolean {
  return /^(?:Get|Put)Object(?:Retention|LegalHold)$/.test(operation);
}

/**
 * `hideMissing`: throws where the caller may not learn that a key is missing. Undefined where moto is to do it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html
 */
export async function answerLock(
  call: Call,
  operation: string,
  { bucket, key }: S3Target,
  hideMissing: () => Promise<void>,
): Promise<Answer | undefined> {
  if (!bucket || key === undefined || !isAboutLock(operation)) return undefined;
  const versionId = versionIdOf(call.incoming.query);
  const headers = await objectHead(call, bucket, key, versionId);
  if (!headers) {
    await hideMissing();
    throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key);
  }
  if (operation === 'GetObjectRetention') return retentionOf(headers);
  return operation === 'GetObjectLegalHold' ? legalHoldOf(headers) : undefined;
}

function retentionOf(headers: Headers): Answer {
  const Mode = headers['x-amz-object-lock-mode'];
  if (Mode === undefined) throw notLocked();
  const RetainUntilDate = headers['x-amz-object-lock-retain-until-date'];
  return told('Retention', { Mode, RetainUntilDate });
}

function legalHoldOf(headers: Headers): Answer {
  const Status = headers['x-amz-object-lock-legal-hold'];
  if (Status === undefined) throw notLocked();
  return told('LegalHold', { Status });
}

function notLocked(): Refusal {
  const message = 'The specified object does not have a ObjectLock configuration';
  return new Refusal(404, 'NoSuchObjectLockConfiguration', message);
}

function told(root: string, value: Readonly<Record<string, string | undefined>>): Answer {
  const body = renderXml(root, value, 'http://s3.amazonaws.com/doc/2006-03-01/');
  return answer(200, body, { 'content-type': 'application/xml' });
}

const MODE = /^(?:COMPLIANCE|GOVERNANCE)$/;
const HOLD = /^O(?:N|FF)$/;

/** Throws S3's refusal of a lock that a new object brings. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function checkLockHeaders(headers: Headers, now: number): void {
  const mode = headers['x-amz-object-lock-mode'];
  const until = headers['x-amz-object-lock-retain-until-date'];
  const hold = headers['x-amz-object-lock-legal-hold'];
  if (hold !== undefined && !HOLD.test(hold))
    throw invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", 'x-amz-object-lock-legal-hold', hold);
  if (mode === undefined && until === undefined) return;
  if (mode === undefined || until === undefined)
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date',
    );
  if (!MODE.test(mode)) throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  checkDate(until, now, 'x-amz-object-lock-retain-until-date');
}

/** Throws S3's refusal of a document on the lock of an object. */
export function checkLockDocument(operation: string, body: Buffer, now: number): void {
  if (!/^PutObject(?:Retention|LegalHold)$/.test(operation)) return;
  const document = parseXml(body.toString());
  if (operation === 'PutObjectLegalHold') {
    if (!HOLD.test(textOf(document, 'Status') ?? '')) throw malformedXml();
    return;
  }
  const mode = textOf(document, 'Mode');
  const until = textOf(document, 'RetainUntilDate');
  // Neither of them takes the retention off.
  if (mode === undefined && until === undefined) return;
  if (mode === undefined || until === undefined || !MODE.test(mode)) throw malformedXml();
  if (Number.isNaN(Date.parse(until))) throw malformedXml();
  checkDate(until, now, 'RetainUntilDate');
}

function checkDate(until: string, now: number, name: string): void {
  const at = Date.parse(until);
  if (Number.isNaN(at))
    throw invalidArgument('The retain until date must be provided in ISO 8601 format', name, until);
  if (at <= now) throw invalidArgument('The retain until date must be in the future!', name, until);
}
