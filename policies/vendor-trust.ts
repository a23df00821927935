/** The trust policy of a role that a vendor assumes, for an app that makes its own role. */
import { UserError } from '../config/user-error';
import { externalIdProblem } from '../config/values/external-id';
import { principalProblem } from '../config/values/principal';
import { type CheckedValue, mustBeSound, unlessToken } from './definition-error';
import type { Policy } from './policy-document';
import { assume } from './trust-policy';

/** What {@link vendorTrustPolicy} is made from. */
export interface VendorTrustProps {
  /** Exact ARNs of roles or users that may assume the role, or of an account's root. At least one. */
  readonly principals: readonly string[];
  /** The values of `sts:ExternalId` that are let in: one, or two while they are rotated. */
  readonly externalIds: readonly string[];
  /**
   * Why it is accepted that there is no external ID; needed where {@link externalIds} is empty.
   * @default - an external ID is required
   */
  readonly acceptNoExternalId?: string;
  /**
   * ARN of who else may assume the role, with the same external ID, to verify it.
   * @default - nobody
   */
  readonly verifier?: string;
}

/**
 * Lets the principals assume the role with the external ID, one statement each. Throws `UserError` with everything that
 * is wrong with the values, by the rules that tenants' files are held to.
 */
export function vendorTrustPolicy(props: VendorTrustProps): Policy {
  const { principals, externalIds, acceptNoExternalId, verifier } = props;
  mustBeSound('a trust policy', checked(props));
  if (principals.length === 0) throw new UserError('a trust policy needs at least one principal');
  if (externalIds.length === 0 && !acceptNoExternalId?.trim())
    throw new UserError(
      'a trust policy needs an external ID; where the vendor supports none, say in acceptNoExternalId why that is accepted',
    );
  if (externalIds.length > 2)
    throw new UserError(
      'a trust policy takes two external IDs at most: the old one and the new one while rotating',
    );
  const vendor = principals.map((principal, index) => ({
    statement: assume(`Vendor${index + 1}`, principal, externalIds),
    reason: `The vendor assumes the role as ${principal}.`,
  }));
  const other =
    verifier === undefined
      ? []
      : [
          {
            statement: assume('Verifier', verifier, externalIds),
            reason: `${verifier} assumes the role to verify it.`,
          },
        ];
  return { name: 'trust', statements: [...vendor, ...other] };
}

function checked({ principals, externalIds, verifier }: VendorTrustProps): readonly CheckedValue[] {
  const arns = [
    ...principals.map((value, index) => ({ field: `principals[${index}]`, value })),
    ...(verifier === undefined ? [] : [{ field: 'verifier', value: verifier }]),
  ];
  return [
    ...arns.map((arn) => ({ ...arn, problem: unlessToken(arn.value, principalProblem) })),
    ...externalIds.map((value, index) => ({
      field: `externalIds[${index}]`,
      value,
      problem: unlessToken(value, externalIdProblem),
    })),
  ];
}
