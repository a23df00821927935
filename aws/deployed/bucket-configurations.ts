/** The sub-resources of which a bucket can have many, each with an id. */
import {
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
} from '@aws-sdk/client-s3';
import { type Json, plain } from '../../config/values/json-value';
import { type BucketSetting, named } from './bucket-setting';
import { allPages, type Page } from './paged';

export const BUCKET_CONFIGURATIONS: readonly BucketSetting[] = [
  {
    attribute: 'inventory',
    right: 's3:GetInventoryConfiguration',
    read: (client, Bucket) =>
      byId(async (token) => {
        const page = await client.send(new ListBucketInventoryConfigurationsCommand({ Bucket, ...token }));
        return { items: page.InventoryConfigurationList, next: page.NextContinuationToken };
      }),
  },
  {
    attribute: 'analytics',
    right: 's3:GetAnalyticsConfiguration',
    read: (client, Bucket) =>
      byId(async (token) => {
        const page = await client.send(new ListBucketAnalyticsConfigurationsCommand({ Bucket, ...token }));
        return { items: page.AnalyticsConfigurationList, next: page.NextContinuationToken };
      }),
  },
  {
    attribute: 'metrics',
    right: 's3:GetMetricsConfiguration',
    read: (client, Bucket) =>
      byId(async (token) => {
        const page = await client.send(new ListBucketMetricsConfigurationsCommand({ Bucket, ...token }));
        return { items: page.MetricsConfigurationList, next: page.NextContinuationToken };
      }),
  },
  {
    attribute: 'intelligentTiering',
    right: 's3:GetIntelligentTieringConfiguration',
    read: (client, Bucket) =>
      byId(async (token) => {
        const page = await client.send(
          new ListBucketIntelligentTieringConfigurationsCommand({ Bucket, ...token }),
        );
        return { items: page.IntelligentTieringConfigurationList, next: page.NextContinuationToken };
      }),
  },
];

type Token = { readonly ContinuationToken?: string };

async function byId<T extends { readonly Id?: string | undefined }>(
  page: (token: Token) => Promise<Page<T>>,
): Promise<Json> {
  const all = await allPages((next) => page(next === undefined ? {} : { ContinuationToken: next }));
  return named(
    all,
    ({ Id }) => Id,
    (item) => plain(item, ['Id']),
  );
}
