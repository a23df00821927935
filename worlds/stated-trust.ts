/** Who may assume the target role, as the tenant's file states it. */
import { targetArn } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accountRootArn } from '../config/values/arn';
import type { StatementValue } from './policy-statements';

/**
 * Each with the external ID. What accompanies an AssumeRole has no external ID: AWS does not
 * promise the key for it.
 */
export function trustStatements(tenant: Tenant): readonly StatementValue[] {
  const { vendor, vendorPrincipals, verifier, externalIds, access, awaited, partition, account } = tenant;
  const beside = ['sts:AssumeRole', ...vendor.trustActions];
  if (access === 'suspended' || awaited.length > 0)
    return [{ Sid: 'Nobody', Effect: 'Deny', Principal: '*', Action: beside }];
  const withId = externalIds.length === 0 ? {} : { StringEquals: { 'sts:ExternalId': externalIds } };
  const assuming = (Sid: string, principal: string, condition: StatementValue = {}): StatementValue => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    Condition: { ...withId, ...condition },
  });
  return [
    ...vendorPrincipals.map((principal, at) => assuming(`Vendor${at}`, principal)),
    ...(vendor.trustActions.length === 0
      ? []
      : [
          {
            Sid: 'Beside',
            Effect: 'Allow',
            Principal: { AWS: vendorPrincipals },
            Action: vendor.trustActions,
          },
        ]),
    ...(vendor.selfAssume
      ? [
          assuming('Itself', accountRootArn(partition, account), {
            ArnEquals: { 'aws:PrincipalArn': targetArn(tenant) },
          }),
        ]
      : []),
    ...(verifier ? [assuming('Verifier', verifier.principal)] : []),
  ];
}
