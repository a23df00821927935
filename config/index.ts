/**
 * What the user's files say: the fleet, the vendors and the tenants, read and judged in one pass. This is the room's
 * interface; single values and rules are imported from where they lie.
 */
export type { Fleet, FleetDefaults, FleetOrganization, FleetRoles, FleetState } from './fleet/fleet';
export { loadProject, loadProjectInSteps } from './fleet/load-project';
export type { LoadOptions, Position, Project } from './fleet/project';
export { makerOf, sharersOf } from './fleet/sharing';
export { selectTenant, selectTenants } from './fleet/tenant-selection';
export type {
  AccessState,
  Adoptable,
  Awaited,
  Bucket,
  CredentialsKind,
  Grant,
  Target as Role,
  Tenant,
} from './tenant/tenant';
export { UserError } from './user-error';
export type { Access } from './values/access';
export type { VendorPrincipal, VendorProfile } from './vendor/vendor';
export { formatProblem, type Problem } from './yaml/problem';
