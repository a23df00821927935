/** A check put to the policy engine, with the policies as they are deployed. */
import type { DeployedPolicies } from '../../aws/deployed/policies';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Check } from './check';
import { judgeAnonymous, judgeOtherPrincipalsAtBucket, judgeOtherServices } from './judged-others';
import {
  judgeActions,
  judgeListAll,
  judgeOtherBuckets,
  judgePlainHttp,
  judgeS3,
  type Scene,
} from './judged-s3';
import {
  judgeOtherExternalIds,
  judgeOtherPrincipals,
  judgeTrust,
  judgeTrustActions,
  judgeTrustSelf,
  type RolePolicies,
} from './judged-trust';
import { type Opinion, withoutPart } from './opinion';

/** Undefined where policies say nothing to a check: who the caller is, whether a bucket is there. */
export function simulate(
  { ask, expected }: Check,
  tenant: Tenant,
  deployed: DeployedPolicies,
): Opinion | undefined {
  switch (ask.kind) {
    case 'caller':
    case 'owner':
    case 'seed':
    case 'user':
    case 'bucket':
    case 'access-point':
    case 'assume':
    case 'boundary':
      return undefined;
  }
  if (deployed.target.state !== 'present') {
    const opinion = withoutPart(targetKind(tenant), tenant, deployed.target);
    return opinion.outcome === 'denied'
      ? { ...opinion, explanation: `denied: ${opinion.explanation}` }
      : opinion;
  }
  const target = deployed.target.value;
  const scene: Scene = { tenant, target, deployed };
  const { trust } = target;
  if (trust) {
    const opinion = judgeByTrust(ask, expected, tenant, { ...target, trust });
    if (opinion) return opinion;
  }
  switch (ask.kind) {
    case 's3':
      return judgeS3(scene, ask.verb, ask.door, ask.place, expected);
    case 'list-all':
      return judgeListAll(scene, ask.door);
    case 'plain-http':
      return judgePlainHttp(scene, ask.verb, ask.place);
    case 'anonymous':
      return judgeAnonymous(scene, ask.place.prefix);
    case 'actions':
      return judgeActions(scene, ask.actions, ask.on, ask.place);
    case 'other-buckets':
      return judgeOtherBuckets(scene);
    case 'other-services':
      return judgeOtherServices(scene);
    case 'other-principals':
      return judgeOtherPrincipalsAtBucket(scene);
    default:
      return undefined;
  }
}

/** Undefined for what no trust policy decides. */
function judgeByTrust(
  ask: Check['ask'],
  expected: Check['expected'],
  tenant: Tenant,
  role: RolePolicies,
): Opinion | undefined {
  switch (ask.kind) {
    case 'trust':
      return judgeTrust(tenant, role, ask.externalId, expected);
    case 'trust-others':
      return judgeOtherPrincipals(tenant, role);
    case 'trust-other-ids':
      return judgeOtherExternalIds(tenant, role);
    case 'trust-actions':
      return judgeTrustActions(tenant, role, ask.actions);
    case 'trust-self':
      return judgeTrustSelf(tenant, role, ask.externalId);
    default:
      return undefined;
  }
}
