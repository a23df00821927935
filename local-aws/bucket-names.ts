/**
 * What a new bucket may be called, and where it may lie.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
import type { Incoming } from './message';
import { malformedXml, Refusal } from './refusal';
import { parseXml, textOf } from './xml';

const NAME = /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

function isBucketName(name: string): boolean {
  return NAME.test(name) && !ADDRESS.test(name) && !RESERVED.test(name);
}

/** A region's name, or the name that Ireland had at first. us-east-1 is meant by none. */
const REGION = /^(?:EU|(?!us-east-1$)[a-z]{2}(?:-[a-z]+)+-\d)$/;

/** Throws S3's refusal of a bucket that cannot be made. */
export function checkNewBucket(name: string, { body }: Incoming): void {
  if (!isBucketName(name))
    throw new Refusal(400, 'InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
  if (body.length === 0) return;
  const document = parseXml(body.toString());
  if (document?.name !== 'CreateBucketConfiguration') {
    throw malformedXml();
  }
  const place = textOf(document, 'LocationConstraint');
  if (place !== undefined && place !== '' && !REGION.test(place))
    throw new Refusal(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      LocationConstraint: place,
    });
}
