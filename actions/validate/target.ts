/** What a request is about: a resource, and what else the request says that policies ask for. */

import { targetArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { bucketArn } from '../../config/values/arn';
import { pointArnOf } from './proposed-policies';

export interface Target {
  readonly arn: string;
  /** What it belongs to; `role` is the target user too. `elsewhere` is all that the tenant's file does not speak of. */
  readonly in: 'bucket' | 'access-point' | 'role' | 'key' | 'elsewhere';
  /** Of an object; undefined for the bucket or the access point itself. */
  readonly key?: string;
  /** The value of `s3:prefix`; undefined where the request has none. */
  readonly listPrefix?: string;
  /** The value of `kms:ViaService`; undefined where the request comes directly. */
  readonly viaService?: string;
  readonly tls: boolean;
}

/** What a resource is to the tenant. */
export function targetOf(tenant: Tenant, arn: string): Target {
  const bucket = bucketArn(tenant.partition, tenant.bucket.name);
  const point = pointArnOf(tenant);
  const tls = true;
  if (arn === bucket) return { arn, in: 'bucket', tls };
  if (arn.startsWith(`${bucket}/`)) return { arn, in: 'bucket', key: arn.slice(bucket.length + 1), tls };
  if (point !== undefined && arn === point) return { arn, in: 'access-point', tls };
  if (point !== undefined && arn.startsWith(`${point}/object/`))
    return { arn, in: 'access-point', key: arn.slice(`${point}/object/`.length), tls };
  if (arn === tenant.bucket.kmsKeyArn) return { arn, in: 'key', tls };
  if (arn === targetArn(tenant)) return { arn, in: 'role', tls };
  return { arn, in: 'elsewhere', tls };
}
