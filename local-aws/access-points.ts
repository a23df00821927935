/**
 * The access points that were made here. moto's own know one region and no alias, so they live with us.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html
 */
import { randomBytes } from 'node:crypto';
import type { PublicAccessBlock } from './buckets';

export interface AccessPoint {
  readonly name: string;
  /** Whose access point it is; the bucket may be another account's. */
  readonly account: string;
  readonly region: string;
  readonly bucket: string;
  readonly bucketAccount: string;
  /** Stands for the access point where a bucket's name is wanted, in data calls only. */
  readonly alias: string;
  readonly vpcId: string | undefined;
  readonly publicAccessBlock: PublicAccessBlock;
  readonly createdAt: Date;
  policy: string | undefined;
  tags: ReadonlyMap<string, string>;
}

export function accessPointArn({ region, account, name }: AccessPoint): string {
  return `arn:aws:s3:${region}:${account}:accesspoint/${name}`;
}

export class AccessPoints {
  readonly #byHostName = new Map<string, AccessPoint>();
  readonly #byAlias = new Map<string, AccessPoint>();

  add(accessPoint: AccessPoint): void {
    this.#byHostName.set(`${accessPoint.name}-${accessPoint.account}`, accessPoint);
    this.#byAlias.set(accessPoint.alias, accessPoint);
  }

  remove(accessPoint: AccessPoint): void {
    this.#byHostName.delete(`${accessPoint.name}-${accessPoint.account}`);
    this.#byAlias.delete(accessPoint.alias);
  }

  find(account: string, name: string): AccessPoint | undefined {
    return this.#byHostName.get(`${name}-${account}`);
  }

  /** `name-account`, as it stands in a host's name. */
  findByHostName(hostName: string): AccessPoint | undefined {
    return this.#byHostName.get(hostName);
  }

  findByAlias(alias: string): AccessPoint | undefined {
    return this.#byAlias.get(alias);
  }

  all(): AccessPoint[] {
    return [...this.#byHostName.values()];
  }

  ofBucket(bucket: string): AccessPoint[] {
    return this.all().filter((accessPoint) => accessPoint.bucket === bucket);
  }
}

/** AWS cuts the name so that the alias fits into a bucket name's 63 characters. */
export function newAlias(name: string): string {
  const random = randomBytes(17).toString('hex');
  const suffix = `-${random}-s3alias`;
  return `${name.slice(0, 63 - suffix.length)}${suffix}`;
}
