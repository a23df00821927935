/** The sub-resources of which a bucket can have many, each with an id. */
import {
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
} from '@aws-sdk/client-s3';
import { type Json, plain } from '../../config/values/json-value';
import { required } from '../required';
import { UnusableAnswer } from '../sdk-error';
import { type BucketSetting, named } from './bucket-setting';

export const BUCKET_CONFIGURATIONS = [
  {
    name: 'inventory',
    right: 's3:GetInventoryConfiguration',
    read: (client, names) =>
      byId('ListBucketInventoryConfigurations', async (token) => {
        const page = await client.send(new ListBucketInventoryConfigurationsCommand({ ...names, ...token }));
        return { ...page, items: page.InventoryConfigurationList };
      }),
  },
  {
    name: 'analytics',
    right: 's3:GetAnalyticsConfiguration',
    read: (client, names) =>
      byId('ListBucketAnalyticsConfigurations', async (token) => {
        const page = await client.send(new ListBucketAnalyticsConfigurationsCommand({ ...names, ...token }));
        return { ...page, items: page.AnalyticsConfigurationList };
      }),
  },
  {
    name: 'metrics',
    right: 's3:GetMetricsConfiguration',
    read: (client, names) =>
      byId('ListBucketMetricsConfigurations', async (token) => {
        const page = await client.send(new ListBucketMetricsConfigurationsCommand({ ...names, ...token }));
        return { ...page, items: page.MetricsConfigurationList };
      }),
  },
  {
    name: 'intelligentTiering',
    right: 's3:GetIntelligentTieringConfiguration',
    read: (client, names) =>
      byId('ListBucketIntelligentTieringConfigurations', async (token) => {
        const page = await client.send(
          new ListBucketIntelligentTieringConfigurationsCommand({ ...names, ...token }),
        );
        return { ...page, items: page.IntelligentTieringConfigurationList };
      }),
  },
] as const satisfies readonly BucketSetting[];

type Token = { readonly ContinuationToken?: string };

interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextContinuationToken?: string | undefined;
}

/** The SDK has no paginators for these four. Without any configuration S3 leaves the list out. */
async function byId<Item extends { readonly Id?: string | undefined }>(
  operation: string,
  pageAt: (token: Token) => Promise<Page<Item>>,
): Promise<Json | undefined> {
  const all: Item[] = [];
  let token: Token = {};
  for (;;) {
    const { items = [], IsTruncated, NextContinuationToken: next } = await pageAt(token);
    all.push(...items);
    if (IsTruncated !== true && !next) break;
    const ContinuationToken = required(next, operation, 'NextContinuationToken');
    if (ContinuationToken === token.ContinuationToken)
      throw new UnusableAnswer(operation, 'leads to the same page again');
    token = { ContinuationToken };
  }
  return named(
    all,
    ({ Id }) => required(Id, operation, 'Id'),
    (item) => plain(item, ['Id']),
  );
}
