/**
 * Whom a request is for: the service and region, from the host's name or, where that is a bare address, from
 * the signature's scope; and for S3 the bucket or access point and the key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import { decode, type Incoming } from './message';
import type { Scope } from './scope';
import type { Service } from './service';

export interface Address {
  readonly service: Service;
  readonly region: string;
  /** What stands before the service in the host's name: a bucket, an access point, or S3 Control's account. */
  readonly subdomain: string | undefined;
  /** `s3-accesspoint` hosts take access points only. */
  readonly accessPointHost: boolean;
}

const DEFAULT_REGION = 'us-east-1';

/** `aws.test` is ours; `amazonaws.com` comes with a proxy; the others are addresses of this machine. */
const SUFFIX = /\.(?:aws\.test|amazonaws\.com(?:\.cn)?)$/;
const BARE = /^(?:(?<subdomain>.+)\.)?(?:localhost|\d+\.\d+\.\d+\.\d+|\[.*\])$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

/** Names in hosts that differ from those in signatures. */
const HOST_NAMES: ReadonlyMap<string, Service> = new Map([
  ['s3-fips', 's3'],
  ['s3-control', 's3control'],
  ['s3-control-fips', 's3control'],
  ['s3-accesspoint', 's3'],
  ['s3-accesspoint-fips', 's3'],
]);

/** Undefined for a host that is none of AWS's. */
export function addressOf(incoming: Incoming, scope: Scope | undefined): Address | undefined {
  const host = incoming.host.replace(/:\d+$/, '').toLowerCase();
  const bare = BARE.exec(host);
  if (bare) {
    const signed = scope?.service ?? 's3';
    const service = signed === 's3' && isS3Control(incoming) ? 's3control' : signed;
    return {
      service,
      region: scope?.region ?? DEFAULT_REGION,
      subdomain: bare.groups?.subdomain,
      accessPointHost: false,
    };
  }
  if (!SUFFIX.test(host)) return undefined;
  const labels = host.replace(SUFFIX, '').split('.');
  const last = (test: (label: string) => boolean) => (test(labels.at(-1) ?? '') ? labels.pop() : undefined);
  const region = last((label) => REGION.test(label));
  last((label) => label === 'dualstack');
  const name = labels.pop() ?? '';
  return {
    service: HOST_NAMES.get(name) ?? name,
    region: region ?? scope?.region ?? DEFAULT_REGION,
    subdomain: labels.length === 0 ? undefined : labels.join('.'),
    accessPointHost: name.startsWith('s3-accesspoint'),
  };
}

/** S3 Control signs as S3 does; its paths begin with the version of its API. */
function isS3Control(incoming: Incoming): boolean {
  return 'x-amz-account-id' in incoming.headers && incoming.path.startsWith('/v20180820/');
}

/** The container as the request names it: a bucket's name, an alias, or `name-account` of an access point. */
export interface NamedContainer {
  readonly container: string | undefined;
  readonly key: string | undefined;
}

export function s3TargetOf(address: Address, incoming: Incoming): NamedContainer {
  const path = incoming.path.slice(1);
  if (address.subdomain !== undefined) {
    return { container: address.subdomain, key: path === '' ? undefined : decode(path) };
  }
  const slash = path.indexOf('/');
  const container = decode(slash < 0 ? path : path.slice(0, slash));
  const key = slash < 0 ? '' : path.slice(slash + 1);
  return { container: container === '' ? undefined : container, key: key === '' ? undefined : decode(key) };
}
