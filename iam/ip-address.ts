/**
 * IP addresses and their ranges, IPv4 and IPv6.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */

/** Its bytes, 4 or 16. */
export type IpAddress = readonly number[];

export interface IpRange {
  readonly address: IpAddress;
  /** How many leading bits count. */
  readonly prefix: number;
}

const BYTE = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Undefined for what is no address. */
export function readIpAddress(text: string): IpAddress | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

/** `203.0.113.0/24`, `2001:db8::/32`; an address alone is a range of one. */
export function readIpRange(text: string): IpRange | undefined {
  const [base = '', prefix, ...rest] = text.split('/');
  const address = readIpAddress(base);
  if (!address || rest.length > 0) return undefined;
  const bits = address.length * 8;
  if (prefix === undefined) return { address, prefix: bits };
  return BYTE.test(prefix) && Number(prefix) <= bits ? { address, prefix: Number(prefix) } : undefined;
}

/** An IPv4 address is in no IPv6 range, nor the other way round. */
export function isInRange(address: IpAddress, range: IpRange): boolean {
  if (address.length !== range.address.length) return false;
  return address.every((byte, at) => {
    const bits = Math.min(Math.max(range.prefix - at * 8, 0), 8);
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((range.address[at] ?? 0) & mask);
  });
}

function readIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => BYTE.test(part) && Number(part) <= 255);
  return isAddress ? parts.map(Number) : undefined;
}

/** `::` stands once for as many zero groups as are missing; the last two groups may be an IPv4 address. */
function readIpv6(text: string): IpAddress | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  if (rest.length > 0) return undefined;
  const before = readGroups(head, tail === undefined);
  const after = readGroups(tail ?? '', true);
  if (!before || !after) return undefined;
  const missing = 16 - before.length - after.length;
  const fits = tail === undefined ? missing === 0 : missing >= 2;
  return fits ? [...before, ...new Array<number>(missing).fill(0), ...after] : undefined;
}

function readGroups(text: string, mayEndInIpv4: boolean): IpAddress | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [at, group] of groups.entries()) {
    const ipv4 = mayEndInIpv4 && at === groups.length - 1 ? readIpv4(group) : undefined;
    if (!ipv4 && !GROUP.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(...(ipv4 ?? [value >> 8, value & 0xff]));
  }
  return bytes;
}
