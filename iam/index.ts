/**
 * The policy engine: would AWS allow this request?
 *
 *     const parsed = parsePolicy(text, 'bucket', 'acme-exchange');
 *     const decision = decide(request, { identity: [], resource: parsed.policy });
 *     explain(decision);
 *
 * Pure: no input or output, no clock, no imports from outside this folder. What it does not know it calls
 * `undecided`, never `allowed`; see `AccessRequest.vouchedKeys` for who says what is known.
 */
export { type AccessPoint, decideThroughAccessPoint } from './access-point';
export { decide } from './decide';
export type {
  Allowed,
  Decision,
  Denied,
  Layer,
  NearMiss,
  Obstacle,
  RequestSummary,
  StatementRef,
  Undecided,
} from './decision';
export { accessDeniedMessage, explain } from './explain';
export { parsePolicy } from './parse-policy';
export type { ParsedPolicy, Policy, PolicyKind, PolicyProblem } from './policy';
export { isPublicPolicy } from './public-policy';
export type {
  AccessRequest,
  FederatedUser,
  Policies,
  Principal,
  RoleSession,
  RootUser,
  User,
} from './request';
