/** An object's way there and back, as the vendor would send it: through the bucket, and through the access point. */
import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Tenant } from '../../../config/tenant';
import { UserError } from '../../../config/user-error';

/** One way to the objects: what stands in the place of the bucket's name. */
export interface Door {
  readonly name: 'bucket' | 'access point ARN' | 'access point alias';
  readonly bucket: string;
}

export interface Attempt {
  readonly tenant: string;
  readonly door: Door['name'];
  readonly prefix: string;
  /** In order: `put, get, list, delete`. */
  readonly did: string;
}

/** `vendor` acts as the target role, `owner` for the bucket's owner, who puts there what the vendor may only read. */
export async function roundTrips(
  tenant: Tenant,
  doors: readonly Door[],
  vendor: S3Client,
  owner: S3Client,
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  for (const door of doors)
    for (const { prefix, allow } of tenant.grants) {
      const Key = `${prefix}.s3-handshake/${randomUUID()}`;
      const Body = randomUUID();
      const writer = allow.includes('put')
        ? { client: vendor, Bucket: door.bucket }
        : { client: owner, Bucket: tenant.bucket.name };
      await writer.client.send(new PutObjectCommand({ Bucket: writer.Bucket, Key, Body }));
      if (allow.includes('get')) {
        const got = await vendor.send(new GetObjectCommand({ Bucket: door.bucket, Key }));
        if ((await got.Body?.transformToString()) !== Body)
          throw new UserError(`${Key} came back with other bytes`);
      }
      if (allow.includes('list')) {
        const { Contents = [] } = await vendor.send(
          new ListObjectsV2Command({ Bucket: door.bucket, Prefix: Key }),
        );
        if (Contents.length !== 1) throw new UserError(`${Key} is in no list`);
      }
      const remover = allow.includes('delete')
        ? { client: vendor, Bucket: door.bucket }
        : { client: owner, Bucket: tenant.bucket.name };
      await remover.client.send(new DeleteObjectCommand({ Bucket: remover.Bucket, Key }));
      attempts.push({ tenant: tenant.name, door: door.name, prefix, did: allow.join(', ') });
    }
  return attempts;
}
