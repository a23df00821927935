/** External IDs where the customer makes them: random, so that no two customers ever have the same. */
import { randomBytes, randomUUID } from 'node:crypto';
import { matchesWhole } from '../../config/values/regular-expression';
import type { VendorProfile } from '../../config/vendor/vendor';

/** What random values can look like; the first that the vendor takes is used. */
const SHAPES: readonly (() => string)[] = [
  () => randomUUID(),
  () => randomUUID().replaceAll('-', ''),
  () => randomBytes(10).toString('hex'),
  () =>
    BigInt(`0x${randomBytes(16).toString('hex')}`)
      .toString()
      .padStart(20, '0')
      .slice(-20),
];

/** Undefined where the vendor's format is none that a random value can have. */
export function newExternalId({ externalId }: Pick<VendorProfile, 'externalId'>): string | undefined {
  const { format } = externalId;
  if (!format) return randomUUID();
  return SHAPES.map((shape) => shape()).find((id) => matchesWhole(format.pattern, id));
}

/** Whether the customer may make it. */
export function isMadeByCustomer({ externalId }: Pick<VendorProfile, 'externalId'>): boolean {
  return externalId.support !== 'unsupported' && externalId.madeBy !== 'vendor';
}
