/** A tenant as a program defines it, and what is said where a program is wrong. */
import { UserError } from '../../config/user-error';
import type { TenantDefinition } from '../../index';

export const AMPERITY = 'arn:aws:iam::999988887777:role/prod/amperity-plugin';

export const ACME: TenantDefinition = {
  tenant: 'acme-prod',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: AMPERITY,
  externalId: '01234567890123456789',
  bucket: { name: 'acme-exchange' },
  grants: [{ prefix: 'to-amperity/', allow: ['get', 'list'] }],
};

/** The whole error, or what was made in its place. */
export function refusal(make: () => unknown): string {
  try {
    return `made ${JSON.stringify(make())}`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
