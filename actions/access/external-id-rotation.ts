/**
 * The rotation of an external ID in two deployments: both IDs are let in between them, so that there is no moment in
 * which neither works.
 */
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { Consequences } from '../edit/consequences';
import { isMadeByCustomer, newExternalId } from '../edit/new-external-id';
import { inWords, longestSession } from './session-life';

export type RotationStep =
  /** The second ID comes; `to` is the vendor's, or undefined where one is to be made. */
  | { readonly kind: 'begin'; readonly to: string | undefined }
  /** The old ID goes. */
  | { readonly kind: 'finish' }
  /** The new ID goes. */
  | { readonly kind: 'back' };

/** The external IDs that the file holds after the step, the old one first. Throws `UserError` where it is not its turn. */
export function externalIdsAfter(tenant: Tenant, step: RotationStep): readonly string[] {
  const { externalIds, name, vendor } = tenant;
  const [old, young] = externalIds;
  if (vendor.externalId.support === 'unsupported')
    throw new UserError(`${vendor.name} supports no external ID: there is none to rotate`);
  if (old === undefined)
    throw new UserError(`${name} has no external ID yet: s3-handshake set ${name} externalId=…`);
  if (vendor.externalId.two !== undefined && young !== undefined)
    throw new UserError(
      `${vendor.name} may come with two external IDs for good (${vendor.externalId.two}), and the file holds ${[old, young].map((id) => JSON.stringify(id)).join(' and ')}: nothing says that one of them is on its way out. Where one is, s3-handshake set ${name} externalId=<the one that stays>`,
    );
  if (step.kind === 'begin') {
    if (young !== undefined)
      throw new UserError(
        `${name} is being rotated already: --finish drops the old external ID, --back drops the new one`,
      );
    return [old, secondId(tenant, step.to)];
  }
  if (young === undefined) throw new UserError(`${name} has one external ID: no rotation has begun`);
  return [step.kind === 'finish' ? young : old];
}

function secondId({ vendor, externalIds, name }: Tenant, to: string | undefined): string {
  if (to !== undefined) {
    if (externalIds.includes(to))
      throw new UserError(`${JSON.stringify(to)} is the external ID of ${name} already`);
    return to;
  }
  if (!isMadeByCustomer(vendor)) {
    const where = vendor.externalId.foundAt === undefined ? '' : ` (${vendor.externalId.foundAt})`;
    throw new UserError(`${vendor.name} makes the external ID${where}: give the new one by --to <ID>`);
  }
  const made = newExternalId(vendor);
  if (made === undefined)
    throw new UserError(
      `the external ID must be ${vendor.externalId.format?.says}: give the new one by --to <ID>`,
    );
  return made;
}

export function consequencesOfRotation(tenant: Tenant, { kind }: RotationStep): Consequences {
  const { name, vendor, externalIds } = tenant;
  const last = externalIds.at(-1) ?? '';
  const deploy = `cdktf deploy ${name}`;
  switch (kind) {
    case 'begin':
      return {
        happens: [
          `With the deployment, ${vendor.name} may come with either external ID. The new one is ${last}.`,
          'An external ID is no secret: it says for whom the vendor comes.',
        ],
        next: [
          deploy,
          isMadeByCustomer(vendor)
            ? `Put the new external ID into ${vendor.name}'s form: s3-handshake handover ${name}`
            : `Have ${vendor.name} use the new external ID`,
          `s3-handshake verify ${name}`,
          vendor.externalId.two === undefined
            ? `s3-handshake rotate ${name} --finish`
            : `s3-handshake set ${name} externalId=${last}    # when the old one is no longer used`,
        ],
      };
    case 'finish':
    case 'back':
      return {
        happens: [
          `With the deployment, only ${last} is let in. If ${vendor.name} still sends the other one, it is refused.`,
          `Sessions that it began with the other one live up to ${inWords(longestSession(tenant))}.`,
        ],
        next: [deploy, `s3-handshake verify ${name}`],
      };
  }
}
