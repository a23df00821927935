/**
 * Settings of a bucket that moto does not know: asked for one, it lists the bucket's objects instead. Nobody can set
 * them here, so the answer is S3's for a bucket on which nothing is set.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
 */
import { type Answer, answer } from './message';
import { renderXml, type XmlValue } from './xml';

const NONE: XmlValue = { IsTruncated: false };
const ANSWERS: Readonly<Record<string, readonly [root: string, content: XmlValue]>> = {
  GetBucketRequestPayment: ['RequestPaymentConfiguration', { Payer: 'BucketOwner' }],
  ListBucketAnalyticsConfigurations: ['ListBucketAnalyticsConfigurationResult', NONE],
  ListBucketIntelligentTieringConfigurations: ['ListBucketIntelligentTieringConfigurationsOutput', NONE],
  ListBucketMetricsConfigurations: ['ListMetricsConfigurationsResult', NONE],
};

/** Undefined for an operation that moto answers. */
export function nothingSet(operation: string): Answer | undefined {
  const known = ANSWERS[operation];
  if (!known) return undefined;
  const [root, content] = known;
  const body = renderXml(root, content, 'http://s3.amazonaws.com/doc/2006-03-01/');
  return answer(200, body, { 'content-type': 'application/xml' });
}
