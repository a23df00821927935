/** The policies of a tenant as documents, as they should be and as they are: where each stands in a report. */

import { presentValue, type Reading } from '../../aws/deployed/reading';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Json } from '../../config/values/json-value';
import type { PolicyKind } from '../../iam';
import type { ResourceKind } from '../../report/finding';
import type { Expected } from './expected';

export interface PolicyText {
  readonly on: ResourceKind;
  /** `trust`, `policy`, `inlinePolicies.s3-handshake-access`, `attachedPolicies.arn:…` */
  readonly attribute: string;
  readonly kind: PolicyKind;
  /** Of an identity policy, by which it is told from others. */
  readonly name?: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** `keyPolicy`: what the policy of the tenant's own key should say. What could not be read is undefined. */
export function policyTexts(
  expected: Expected,
  deployed: DeployedTenant,
  keyPolicy: string | undefined,
): readonly PolicyText[] {
  const { principal, bucket, accessPoint } = expected;
  const { target } = deployed;
  const inline =
    target.kind === 'role'
      ? presentValue(target.role)?.inlinePolicies
      : presentValue(target.user)?.inlinePolicies;
  const role = target.kind === 'role' ? presentValue(target.role) : undefined;
  const point = accessPoint && presentValue(deployed.accessPoints.get(accessPoint.name));
  const settings = presentValue(deployed.bucket)?.settings;
  const on = principal.kind;
  return [
    {
      on,
      attribute: 'trust',
      kind: 'trust',
      expected: principal.parts?.trust,
      actual: role && presentValue(role.settings)?.trustPolicy,
    },
    ...inlineTexts(on, principal.parts?.inlinePolicies, inline),
    ...[...deployed.managedPolicies].map(
      ([arn, document]): PolicyText => ({
        on,
        attribute: `attachedPolicies.${arn}`,
        kind: 'identity',
        name: arn,
        expected: undefined,
        actual: presentValue(document),
      }),
    ),
    {
      on: 'bucket',
      attribute: 'policy',
      kind: 'bucket',
      expected: bucket.policy,
      actual: textOf(settings?.policy),
    },
    ...(accessPoint
      ? [
          {
            on: 'access-point' as const,
            attribute: 'policy',
            kind: 'access-point' as const,
            expected: accessPoint.parts?.policy,
            actual: textOf(point?.policy),
          },
        ]
      : []),
    ...(keyPolicy === undefined
      ? []
      : [
          {
            on: 'key' as const,
            attribute: 'policy',
            kind: 'key' as const,
            expected: keyPolicy,
            actual: textOf(presentValue(deployed.keys.get(expected.tenant.bucket.kmsKeyArn ?? ''))?.policy),
          },
        ]),
  ];
}

function inlineTexts(
  on: ResourceKind,
  expected: ReadonlyMap<string, string> = new Map(),
  reading: Reading<ReadonlyMap<string, Reading<string>>> | undefined,
): readonly PolicyText[] {
  const actual = presentValue(reading) ?? new Map<string, Reading<string>>();
  const names = new Set([...expected.keys(), ...actual.keys()]);
  return [...names].map((name) => ({
    on,
    attribute: `inlinePolicies.${name}`,
    kind: 'identity',
    name,
    expected: expected.get(name),
    actual: presentValue(actual.get(name)),
  }));
}

function textOf(reading: Reading<Json> | undefined): string | undefined {
  const value = presentValue(reading);
  return typeof value === 'string' ? value : undefined;
}
