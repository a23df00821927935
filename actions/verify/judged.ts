/** A check put to the policy engine, with the policies as they are deployed. */
import type { Tenant } from '../../config/tenant/tenant';
import type { Check } from './check';
import type { Deployed } from './deployed-policies';
import type { DeployedRole } from './deployed-role';
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
} from './judged-trust';
import type { Opinion } from './opinion';

/** Undefined where a check cannot be judged: who the caller is, whether a bucket is there. */
export function judge({ ask, expected }: Check, tenant: Tenant, deployed: Deployed): Opinion | undefined {
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
  if (deployed.role.kind === 'unread') return { outcome: 'unread', says: deployed.role.says };
  if (deployed.role.kind === 'missing') return { outcome: 'denied', says: `denied: ${deployed.role.says}` };
  const role = deployed.role.value;
  const scene: Scene = { tenant, role, deployed };
  if ('trust' in role) {
    const opinion = judgeByTrust(ask, expected, tenant, role);
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
  role: DeployedRole,
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
