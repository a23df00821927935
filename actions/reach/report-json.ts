/** The list as one JSON document; see `report-schema.ts`. */
import type { Difference, RegionCondition } from '../../iam/reach';
import { documentHead } from '../../report/json-document';
import { accessText } from '../../worlds/access-words';
import { whoIs } from '../../worlds/witness-text';
import type { ReachReport } from './reach-tenant';
import type { ReachDocument } from './report-schema';

export function reachJson(report: ReachReport): ReachDocument {
  const { tenant, of, accesses, inconclusive, assumptions, exitCode } = report;
  return {
    ...documentHead('reach-report'),
    exitCode,
    tenant: tenant.name,
    account: tenant.account,
    bucket: tenant.bucket.name,
    of,
    accesses: accesses.map(accessJson),
    inconclusive: [...inconclusive],
    assumptions: [...assumptions],
  };
}

function accessJson(access: Difference): ReachDocument['accesses'][number] {
  const { direction, region, causes, witness } = access;
  const { principals, actions, resources, ways, conditions } = region;
  const isDormant = direction === 'dormant';
  return {
    state: isDormant ? 'dormant' : 'open',
    text: accessText(access, isDormant ? 'could' : 'may'),
    principals: {
      named: [...principals.named],
      examples: [...new Set(principals.examples.map(({ principal }) => whoIs(principal)))],
      everybody: principals.areAll,
    },
    actions: { names: [...actions.names], open: actions.areOpen },
    resources: {
      within: [...resources.within],
      except: [...resources.except],
      examples: [...resources.examples],
    },
    ways: [...ways],
    conditions: conditions.map(conditionJson),
    statements: causes.map(({ statement: { policy, policyKind, sid, index } }) => ({
      policy,
      kind: policyKind,
      ...(sid === undefined ? {} : { sid }),
      index,
    })),
    witness: {
      principal: whoIs(witness.principal),
      action: witness.action,
      resource: witness.resource.arn,
    },
  };
}

function conditionJson({
  kind,
  key,
  holds,
  examples,
}: RegionCondition): ReachDocument['accesses'][number]['conditions'][number] {
  return {
    kind,
    key,
    ...(holds ? { operator: holds.operator, values: [...holds.values], unless: holds.unless } : {}),
    examples: examples.map((value) => (typeof value === 'string' ? value : [...value])),
  };
}
