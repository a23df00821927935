import {
  type AccessPoint,
  type AccessRequest,
  type Decision,
  decide,
  decideThroughAccessPoint,
  type Policies,
} from '../iam';

/** Who decides. The policy engine, unless a test puts something else in its place. */
export type Decide = (request: AccessRequest, policies: Policies, through?: AccessPoint) => Decision;

export const decideByPolicies: Decide = (request, policies, through) =>
  through ? decideThroughAccessPoint(request, through, policies) : decide(request, policies);
