/** Whatever is changed in a policy, the proof finds it. */

import { type AskedActions, loadActions } from '../../../actions/validate/asked-actions';
import { prove } from '../../../actions/validate/proof';
import {
  type PolicySource,
  type PolicySources,
  parseSources,
  policySources,
} from '../../../actions/validate/proposed-policies';
import type { Tenant } from '../../../config/tenant/tenant';
import { FULL } from '../../full';
import { othersOf, projectOf, TENANTS } from '../../worlds/tenants';
import { equivalenceOf } from './equivalent-mutations';
import { type Document, mutationsOf } from './mutations';

/** All of them take minutes; otherwise every so many. */
const STEP = FULL ? 1 : 24;

/** One change, and what is deployed with it: of each tenant that the changed policy bears on. */
interface Made {
  readonly name: string;
  readonly deployed: readonly { readonly tenant: Tenant; readonly sources: PolicySources }[];
}

const PROJECT = projectOf(TENANTS);

function sourcesOf(tenant: Tenant): PolicySources {
  return policySources(PROJECT, tenant);
}

function madeOf(tenant: Tenant): readonly Made[] {
  const sources = sourcesOf(tenant);
  const change = (source: PolicySource, put: (changed: PolicySource) => Made['deployed']): readonly Made[] =>
    mutationsOf(source.name, source.document as Document).map(({ name, document }) => ({
      name: `${tenant.name}: ${name}`,
      deployed: put({ ...source, document }),
    }));
  const { trust, role, bucket, accessPoint, key } = sources;
  const others = othersOf(tenant);
  const speaksForBucket = !tenant.bucket.existing || others.length === 0;
  return [
    ...(trust ? change(trust, (changed) => [{ tenant, sources: { ...sources, trust: changed } }]) : []),
    ...role.flatMap((source) =>
      change(source, (changed) => [
        { tenant, sources: { ...sources, role: role.map((one) => (one === source ? changed : one)) } },
      ]),
    ),
    ...(speaksForBucket
      ? change(bucket, (changed) =>
          [tenant, ...others].map((one) => ({
            tenant: one,
            sources: { ...sourcesOf(one), bucket: changed },
          })),
        )
      : []),
    ...(accessPoint
      ? change(accessPoint, (changed) => [{ tenant, sources: { ...sources, accessPoint: changed } }])
      : []),
    ...(key ? change(key, (changed) => [{ tenant, sources: { ...sources, key: changed } }]) : []),
  ];
}

function isFound({ deployed }: Made, catalogue: AskedActions): boolean {
  return deployed.some(({ tenant, sources }) => {
    const { policies, faults } = parseSources(sources);
    if (faults.length > 0) return true;
    for (const { differences } of prove(tenant, policies, othersOf(tenant), catalogue))
      if (differences.length > 0) return true;
    return false;
  });
}

const ALL = TENANTS.flatMap(madeOf);

test('every change to a policy is found', async () => {
  const catalogue = await loadActions();
  const made = ALL.filter(({ name }) => equivalenceOf(name) === undefined).filter((_, at) => at % STEP === 0);
  const missed = made.filter((one) => !isFound(one, catalogue)).map(({ name }) => name);
  process.stdout.write(`mutations: ${made.length - missed.length} of ${made.length} found\n`);
  expect(made.length).toBeGreaterThanOrEqual(60);
  expect(missed).toEqual([]);
});

test('what is called equivalent is not found: AWS answers every request as before', async () => {
  const catalogue = await loadActions();
  const equivalent = ALL.filter(({ name }) => equivalenceOf(name) !== undefined);
  const tried = equivalent.filter((_, at) => at % (STEP * 2 - 1) === 0);
  expect(tried.filter((one) => isFound(one, catalogue)).map(({ name }) => name)).toEqual([]);
});

test('the policies as they are prove without a difference', async () => {
  const catalogue = await loadActions();
  for (const tenant of TENANTS) {
    const { policies, faults } = parseSources(sourcesOf(tenant));
    const proofs = [...prove(tenant, policies, othersOf(tenant), catalogue)];
    const differences = proofs.flatMap((proof) => proof.differences);
    expect([tenant.name, faults, differences]).toEqual([tenant.name, [], []]);
  }
});
