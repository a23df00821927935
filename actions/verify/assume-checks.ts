/** Who may assume the target role: tried as the caller, and judged as the vendor. */

import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Check } from './check';

/** The external IDs that a tenant's role is tried with, beside the right one. Undefined where there is none to try. */
function wrongExternalIds(externalIds: readonly string[]): {
  readonly wrong: string;
  readonly longer: string | undefined;
  readonly near: string | undefined;
  readonly otherCase: string | undefined;
} {
  const [right = ''] = externalIds;
  const unlikeAll = (candidate: string): string | undefined =>
    right === '' || externalIds.includes(candidate) ? undefined : candidate;
  const last = right.slice(-1);
  return {
    wrong: 's3-handshake-verify-wrong-external-ID',
    longer: unlikeAll(`${right}0`),
    near: unlikeAll(`${right.slice(0, -1)}${last === '0' ? '1' : '0'}`),
    otherCase: unlikeAll(
      right.replace(/[A-Za-z]/g, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      ),
    ),
  };
}

interface ExternalIdCheck {
  readonly id: string;
  readonly says: string;
  readonly right: boolean;
  readonly externalId: string | undefined;
  readonly impossible?: string | undefined;
}

const NO_ID = { kind: 'assume', externalId: undefined } as const;
/** Said once: whoever reads the report must not take the missing rows for rows that passed. */
const BY_KEY = 'not possible: the vendor comes with an access key';

/** What is tried as the caller. */
export function assumeChecks(tenant: Tenant): readonly Check[] {
  if (targetKind(tenant) === 'user')
    return [
      { id: 'assume.role', says: 'assume a role', expected: 'allowed', ask: NO_ID, impossible: BY_KEY },
    ];
  return checks(tenant, 'assume', 'assume the role');
}

/** What is judged as the vendor, whoever the caller is: a verifier's statement says nothing about the vendor's. */
export function trustChecks(tenant: Tenant): readonly Check[] {
  if (targetKind(tenant) === 'user') return [];
  const { vendor, externalIds, access } = tenant;
  const expected = access === 'active' ? 'allowed' : 'denied';
  const more: Check[] = [
    {
      id: 'trust.other-principals',
      says: 'anybody else assumes the role',
      expected: 'denied',
      ask: { kind: 'trust-others' },
    },
  ];
  if (externalIds.length > 0)
    more.push({
      id: 'trust.other-external-ids',
      says: 'the vendor assumes the role with an external ID that the file does not name',
      expected: 'denied',
      ask: { kind: 'trust-other-ids' },
    });
  if (vendor.trustActions.length > 0)
    more.push({
      id: 'trust.session-actions',
      says: `the vendor sends ${vendor.trustActions.join(', ')}`,
      expected,
      ask: { kind: 'trust-actions', actions: vendor.trustActions },
    });
  if (vendor.selfAssume)
    more.push({
      id: 'trust.self',
      says: 'the role assumes itself',
      expected,
      ask: { kind: 'trust-self', externalId: externalIds[0] },
    });
  return [...checks(tenant, 'trust', 'the vendor assumes the role'), ...more];
}

function checks(tenant: Tenant, kind: 'assume' | 'trust', what: string): readonly Check[] {
  const expectedRight = tenant.access === 'active' ? 'allowed' : 'denied';
  return externalIdChecks(tenant).map(({ id, says, right, externalId, impossible }) => ({
    id: `${kind}.${id}`,
    says: `${what} ${says}`,
    expected: right ? expectedRight : 'denied',
    ask: { kind, externalId },
    ...(impossible === undefined ? {} : { impossible }),
  }));
}

function externalIdChecks(tenant: Tenant): readonly ExternalIdCheck[] {
  const { externalIds, vendor, awaited } = tenant;
  const [right, second] = externalIds;
  if (awaited.length > 0) return awaitedChecks(tenant);
  if (right === undefined)
    return [
      { id: 'role', says: 'which asks for no external ID', right: true, externalId: undefined },
      ...impossibleChecks(`not possible: ${vendor.name} does not support it`),
    ];
  const { wrong, longer, near, otherCase } = wrongExternalIds(externalIds);
  const rotating: ExternalIdCheck[] =
    second === undefined
      ? []
      : [
          {
            id: 'second-external-id',
            says: 'with the second external ID, while they are rotated',
            right: true,
            externalId: second,
          },
        ];
  return [
    { id: 'right-external-id', says: 'with its external ID', right: true, externalId: right },
    ...rotating,
    { id: 'no-external-id', says: 'without an external ID', right: false, externalId: undefined },
    { id: 'wrong-external-id', says: 'with a wrong external ID', right: false, externalId: wrong },
    {
      id: 'longer-external-id',
      says: 'with the external ID and a character more',
      right: false,
      externalId: longer,
      impossible: longer === undefined ? 'not possible: that is the other external ID' : undefined,
    },
    {
      id: 'near-external-id',
      says: 'with another last character',
      right: false,
      externalId: near,
      impossible: near === undefined ? 'not possible: that is the other external ID' : undefined,
    },
    {
      id: 'other-case-external-id',
      says: 'in the other letter case',
      right: false,
      externalId: otherCase,
      impossible: otherCase === undefined ? 'not possible: the external ID has no letters' : undefined,
    },
  ];
}

/** Until the vendor has answered, the role is there and lets nobody in. */
function awaitedChecks({ awaited, vendor }: Tenant): readonly ExternalIdCheck[] {
  return [
    { id: 'role', says: 'before the second phase', right: false, externalId: undefined },
    ...impossibleChecks(`not possible yet: ${vendor.name} has not answered ${awaited.join(' and ')}`),
  ];
}

/** That there is no second lock must show, never as a pass. */
function impossibleChecks(impossible: string): readonly ExternalIdCheck[] {
  return ['right', 'no', 'wrong', 'longer', 'near', 'other-case'].map((word) => ({
    id: `${word}-external-id`,
    says: `with ${word} external ID`,
    right: word === 'right',
    externalId: undefined,
    impossible,
  }));
}
