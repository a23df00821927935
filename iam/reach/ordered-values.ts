/** Values that operators compare by size: one on each threshold and one between each two. */
import { readDate } from '../date';
import { type IpRange, readIpRange } from '../ip-address';

/** Numbers that fall into every class of the thresholds. `whole`: whether the key holds no fractions. */
export function numbersAround(thresholds: readonly number[], whole: boolean): readonly string[] {
  const sorted = [...new Set(thresholds)].sort((one, other) => one - other);
  const found: number[] = [];
  sorted.forEach((each, at) => {
    const before = sorted[at - 1];
    if (before === undefined) found.push(each - 1);
    else {
      const middle = (before + each) / 2;
      const between = whole ? Math.floor(middle) : middle;
      if (between > before && between < each) found.push(between);
    }
    found.push(each);
  });
  const last = sorted.at(-1);
  if (last !== undefined) found.push(last + 1);
  const isNatural = sorted.every((each) => each >= 0);
  return found.filter((each) => !isNatural || each >= 0).map(String);
}

/** Instants in milliseconds; whole seconds, as requests have them. */
export function instantsAround(texts: readonly string[]): readonly number[] {
  const thresholds = texts.flatMap((text) => readDate(text) ?? []);
  const found = thresholds.flatMap((each) => {
    const second = Math.floor(each / 1000) * 1000;
    return [second - 1000, second, second + 1000];
  });
  return [...new Set(found)].sort((one, other) => one - other);
}

export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Of each range its first address, its last, and those beside it; and one of each family. */
export function addressesAround(ranges: readonly string[]): readonly string[] {
  const found = ranges.flatMap((text) => {
    const range = readIpRange(text);
    return range ? around(range) : [];
  });
  return [...new Set([...found, '192.0.2.1', '2001:db8::1'])];
}

function around({ address, prefix }: IpRange): readonly string[] {
  const bits = BigInt(address.length * 8);
  const value = address.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << (bits - BigInt(prefix));
  const first = (value / size) * size;
  return [first, first + size - 1n, first - 1n, first + size]
    .filter((each) => each >= 0n && each < 1n << bits)
    .map((each) => addressText(each, address.length));
}

function addressText(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, at) => Number((value >> BigInt((length - 1 - at) * 8)) & 0xffn));
  if (length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  return groups.join(':');
}
