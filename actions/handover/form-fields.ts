/** The values that the customer pastes into the vendor's form, by the names that they have there. */

import { pointArn, targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { HandoverField } from '../../config/vendor/vendor';

/** What only AWS knows, because it makes it. */
export interface Deployed {
  /** Undefined where the access point is not there, or could not be asked for. */
  readonly accessPointAlias?: string;
}

export interface HandoverLine {
  /** As it stands on the vendor's form. */
  readonly field: string;
  /** Empty where it is not known yet; `note` says why. */
  readonly value: string;
  readonly note: string;
}

export function handoverLines(tenant: Tenant, deployed: Deployed): readonly HandoverLine[] {
  const { handover, accessKeys } = tenant.vendor;
  const form = tenant.credentials === 'access-key' ? accessKeys.handover : handover;
  return form.flatMap((field) => lineOf(tenant, field, deployed));
}

/** No line for what this tenant has not: a field for the access point where there is none. */
function lineOf(tenant: Tenant, { field, value, note }: HandoverField, deployed: Deployed): HandoverLine[] {
  const line = (text: string, more = note ?? ''): HandoverLine[] => [{ field, value: text, note: more }];
  const { region, account, accessPoint, bucket } = tenant;
  const point = pointArn(tenant);
  switch (value) {
    case 'role-arn':
      return line(targetRoleArn(tenant));
    case 'role-name':
      return line(tenant.target.name);
    case 'account-id':
      return line(account);
    case 'bucket':
      if (accessPoint && deployed.accessPointAlias !== undefined)
        return line(...aliasOf(deployed, bucket.name));
      return accessPoint ? line(bucket.name, INSTEAD) : line(bucket.name);
    case 'region':
      return line(region);
    case 'prefix':
      return line(tenant.grants.map((grant) => grant.prefix || '(the whole bucket)').join(', '));
    case 'location':
      return line(tenant.grants.map(({ prefix }) => `s3://${bucket.name}/${prefix}`).join(', '));
    case 'external-id':
      return tenant.externalIds.length === 0 ? [] : line(tenant.externalIds.join(' or '));
    case 'access-point-arn':
      return point === undefined ? [] : line(point);
    case 'access-point-alias':
      return accessPoint ? line(...aliasOf(deployed, bucket.name)) : [];
    case 'kms-key-arn':
      return bucket.kmsKeyArn === undefined ? [] : line(bucket.kmsKeyArn);
    // The key itself is shown by the command that makes it, once, and by nothing else.
    case 'access-key-id':
      return line(`s3-handshake keys create ${tenant.name}`, note ?? 'prints both halves of the key, once');
    case 'secret-access-key':
      return line(`s3-handshake keys create ${tenant.name}`, note ?? 'the same command prints it');
    case 'not-applicable':
      return line('n/a');
    case 'files':
      return line(`s3-handshake handover ${tenant.name} --files`, note ?? 'prints the list');
  }
}

/** The role may use the bucket by its own name too, so that this works until the alias is known. */
const INSTEAD =
  "the bucket's own name; once it is known, the access point's alias goes here instead (npx cdktf output shows it)";

/** The alias goes wherever the vendor asks for a bucket's name. */
function aliasOf({ accessPointAlias }: Deployed, bucket: string): [value: string, note: string] {
  if (accessPointAlias === undefined)
    return [
      '',
      `the access point's alias, which stands for the bucket ${bucket}: AWS makes it with the deployment (npx cdktf output shows it)`,
    ];
  return [accessPointAlias, `the access point's alias; it stands for the bucket ${bucket}`];
}
