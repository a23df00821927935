/** The files that a vendor can see: some ask for the list, by name and type, before they set up a feed. */
import { extname } from 'node:path/posix';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { required } from '../../aws/required';
import type { Tenant } from '../../config/tenant/tenant';

export interface VisibleFile {
  readonly key: string;
  /** What the name ends in: `csv`, `csv.gz`; empty where it has no ending. */
  readonly type: string;
  readonly bytes: number;
}

/** Endings that say how a file is packed, not what it is. */
const PACKINGS = new Set(['.gz', '.zip', '.bz2', '.zst', '.snappy', '.gpg', '.pgp']);

/** What lies below the prefixes that the vendor may read or list. `client` acts for the bucket's owner. */
export async function listVisibleFiles(tenant: Tenant, client: S3Client): Promise<readonly VisibleFile[]> {
  const operation = 'ListObjectsV2';
  const files: VisibleFile[] = [];
  const visible = tenant.grants.filter(({ allow }) => allow.includes('get') || allow.includes('list'));
  for (const { prefix } of visible) {
    const pages = paginateListObjectsV2({ client }, { Bucket: tenant.bucket.name, Prefix: prefix });
    for await (const { Contents = [], IsTruncated } of pages) {
      required(IsTruncated, operation, 'IsTruncated');
      for (const { Key, Size } of Contents) {
        const key = required(Key, operation, 'Contents.Key');
        const bytes = required(Size, operation, 'Contents.Size');
        if (!key.endsWith('/')) files.push({ key, type: typeOf(key), bytes });
      }
    }
  }
  return files;
}

/** `orders.csv.gz` is `csv.gz`. */
function typeOf(key: string): string {
  const last = extname(key);
  if (!PACKINGS.has(last)) return last.slice(1);
  return `${extname(key.slice(0, -last.length))}${last}`.slice(1);
}
