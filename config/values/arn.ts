/**
 * Amazon Resource Names: the one place where they are taken apart and put together.
 * Format: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** The partitions that have S3, IAM and STS for the public. */
export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;
/** A part of AWS with accounts and ARNs of its own. */
export type Partition = (typeof PARTITIONS)[number];

/** The six parts of an ARN; `resource` keeps every colon and slash after the fifth colon. */
export interface Arn {
  readonly partition: Partition;
  readonly service: string;
  /** Empty for IAM and for buckets. */
  readonly region: string;
  /** Empty for buckets and objects; `aws` for what AWS itself keeps, such as managed policies. */
  readonly account: string;
  readonly resource: string;
}

const ARN =
  /^arn:(?<partition>[a-z-]+):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<account>\d{12}|aws|):(?<resource>.+)$/s;

/** The parts of an ARN, or undefined where the text is none of a partition that we know. */
export function parseArn(text: string): Arn | undefined {
  const parts = ARN.exec(text)?.groups;
  const partition = PARTITIONS.find((known) => known === parts?.partition);
  if (!parts || !partition) return undefined;
  const { service = '', region = '', account = '', resource = '' } = parts;
  return { partition, service, region, account, resource };
}

/**
 * By what several are joined, and how the next one begins: an ARN, an account, or an ARN's last part alone. A match begins
 * where a row of separators does, and nowhere within it: else a long one would take the square of its length.
 */
const JOINED = /(?<![\s,;|])[\s,;|]+(?=arn:|\d{12}(?!\d)|(?:role|user|policy)\/|root$)/i;

/** What is wrong with a text that holds more than one ARN, joined by a comma or a space: it would pass as one odd path. */
export function severalArnsProblem(text: string): string | undefined {
  const [first, second] = text.split(JOINED);
  if (second === undefined) return /.arn:/i.test(text) ? 'holds a second ARN; give one' : undefined;
  return `holds more than one ARN; give one, or a list where the field takes several: [${first}, ${second}]`;
}

export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

/** The partition that a region belongs to, by the prefix that AWS gives its names. */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** `path` begins and ends with `/`. */
export function roleArn(partition: Partition, account: string, path: string, name: string): string {
  return formatArn({ partition, service: 'iam', region: '', account, resource: `role${path}${name}` });
}

export function userArn(partition: Partition, account: string, path: string, name: string): string {
  return formatArn({ partition, service: 'iam', region: '', account, resource: `user${path}${name}` });
}

export function accountRootArn(partition: Partition, account: string): string {
  return formatArn({ partition, service: 'iam', region: '', account, resource: 'root' });
}

export function bucketArn(partition: Partition, bucket: string): string {
  return formatArn({ partition, service: 's3', region: '', account: '', resource: bucket });
}

export function accessPointArn(partition: Partition, region: string, account: string, name: string): string {
  return formatArn({ partition, service: 's3', region, account, resource: `accesspoint/${name}` });
}

/** The ARN of every object whose key begins with `prefix`, in a bucket or behind an access point. */
export function objectsArn(container: string, prefix: string): string {
  const behindAccessPoint = parseArn(container)?.resource.startsWith('accesspoint/') ?? false;
  return behindAccessPoint ? `${container}/object/${prefix}*` : `${container}/${prefix}*`;
}

/** The ARN of a bucket or access point's object with exactly that key. */
export function objectArn(container: string, key: string): string {
  return objectsArn(container, key).slice(0, -1);
}
