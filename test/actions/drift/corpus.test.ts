/**
 * What somebody could do to a deployment out of band: drift tells each, with its direction; and what changes nothing it
 * does not.
 */
import type { TenantResult } from '../../../actions/drift/finding';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import type { Tenant } from '../../../config/tenant/tenant';
import { changed } from '../../corpus/change';
import { CHANGES, HARMLESS, PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { FULL } from '../../full';
import { driftOf } from './drift-of-readings';

function readingsOf(name: string): { readonly tenant: Tenant; readonly readings: DeployedTenant } {
  const tenant = tenantNamed(name);
  return { tenant, readings: deployedReadings(tenant) };
}

/** Where drift tells what the corpus names as verify and reach do: the resource and what its attribute begins with. */
const NAMES: readonly (readonly [by: RegExp, place: string])[] = [
  [/^permissions boundary$/, 'role permissionsBoundary'],
  [/^KeyState$/, 'key '],
  [/^Tls$/, 'bucket policy.DenyPlainHttp'],
  [/^kms:GenerateDataKey on .*$/, 'bucket encryption'],
  [/^arn:aws:iam::\d{12}:role\/.*$/, 'role path'],
  [/^Acl (\S+) (\S+)$/, 'bucket acl.$2 $1'],
];

/** Every so many of the corpus where there is little time. */
const SAMPLE = 12;
const sampled = <T>(rows: readonly T[]): readonly T[] => rows.filter((_, at) => FULL || at % SAMPLE === 0);

function placeFor(by: string): string {
  const [pattern, place] = NAMES.find(([each]) => each.test(by)) ?? [];
  return pattern && place !== undefined ? by.replace(pattern, place) : by;
}

/** Of what changes who may do what; a setting alone, such as a bucket key, does not. */
function told({ findings }: TenantResult): TenantResult['findings'] {
  return findings.filter(({ direction }) => direction !== undefined);
}

test.each([...new Set(CHANGES.map(({ tenant }) => tenant))])(
  '%s as it is deployed is clean',
  async (name) => {
    const { tenant, readings } = readingsOf(name);
    expect(await driftOf(PROJECT, tenant, readings)).toMatchObject({ findings: [], unread: [] });
  },
);

test.each(sampled(CHANGES))('$name', async ({ tenant: name, changes, finds, by }) => {
  const { tenant, readings } = readingsOf(name);
  const result = await driftOf(PROJECT, tenant, changed(readings, changes));
  expect(result.unread).toEqual([]);
  const directions = told(result).flatMap(({ direction }) => direction ?? []);
  expect([...new Set(directions)].sort()).toEqual(expect.arrayContaining([...finds].sort()));
  const named = told(result).filter(({ resource, attribute, message }) =>
    `${resource.kind} ${attribute}: ${message}`.includes(placeFor(by)),
  );
  // What the policy of a key holds back is dormant, beside what the same change opens.
  const allowed: readonly string[] = finds.includes('more') ? [...finds, 'dormant'] : finds;
  expect(allowed).toEqual(expect.arrayContaining(named.flatMap(({ direction }) => direction ?? [])));
  expect(named.length).toBeGreaterThan(0);
});

test.each(sampled(HARMLESS))('$name: nothing', async ({ tenant: name, changes }) => {
  const { tenant, readings } = readingsOf(name);
  const result = await driftOf(PROJECT, tenant, changed(readings, changes));
  expect(result.unread).toEqual([]);
  // What policies say in other words is no drift; a setting that differs is, and changes nothing of who may do what.
  const isOfPolicies = changes.every((change) => 'policy' in change || 'inline' in change);
  expect(isOfPolicies ? result.findings : told(result)).toEqual([]);
});
