/**
 * What do these policies allow that those do not, and the other way round?
 *
 *     const { differences, beyond } = compare(deployed, deployable, { actions });
 *     for (const { direction, region, causes, witness } of differences) …
 *     const { here, there } = judgesOf(deployed, deployable);
 *     here(witness); there(witness);   // one allows, the other does not
 *
 * Large worlds take seconds: `compareInSteps` is the same work as a generator that pauses on its way.
 *
 * Exact where it answers; where it cannot answer it says so in `beyond`. Pure, as all of the engine. See README.md.
 */
export type { Case, Known, Way, Who } from './case';
export { areWrittenAlikeInSteps, type CompareOptions, compare, compareInSteps } from './compare';
export type {
  Beyond,
  Comparison,
  Difference,
  Region,
  RegionCondition,
} from './difference';
export { enumerateInSteps, servicesIn } from './enumerate';
export { atOnce, type Pausing } from './pausing';
export { judgesOf } from './regions';
export { compareWithRights, compareWithRightsInSteps, type Rights } from './rights';
export { settingIn } from './settings';
export type {
  AclGrant,
  ActionInfo,
  Actor,
  Bucket,
  Facts,
  Key,
  Organization,
  Point,
  PublicAccess,
  World,
} from './world';
