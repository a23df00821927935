/** Everything that the user's files say: the fleet, the vendors, the tenants, and all that is wrong with them. */

import type { Tenant } from '../tenant/tenant';
import type { VendorProfile } from '../vendor/vendor';
import type { Problem } from '../yaml/problem';
import type { YamlFile } from '../yaml/yaml-file';
import type { Fleet } from './fleet';

/** Where something stands in a user's file; line and column are counted from 1. */
export type Position = Pick<Problem, 'file' | 'line' | 'column'>;

/** A project's files, read and judged. */
export interface Project {
  /** The folder that holds `handshake.yaml`, `tenants/` and `vendors/`. */
  readonly root: string;
  /** The defaults where `handshake.yaml` is missing or broken; {@link problems} says so then. */
  readonly fleet: Fleet;
  /** By id. Only those that the loaded tenants name where {@link LoadOptions.tenants} was given. */
  readonly vendors: ReadonlyMap<string, VendorProfile>;
  /** Every valid one, by name; with {@link LoadOptions.tenants} those and the ones related to them. */
  readonly tenants: readonly Tenant[];
  /** One for every file in `tenants/`, valid or not, in order. */
  readonly tenantNames: readonly string[];
  /** All that is wrong, by file and line. */
  readonly problems: readonly Problem[];
  /** What is worth knowing and stands in nobody's way, by file and line. */
  readonly notices: readonly Problem[];
  /**
   * Where a field stands in a tenant's file; where it is absent, its nearest parent that is there.
   * `path` is written as in a {@link Problem}: `grants[1].prefix`.
   */
  locate(tenantName: string, path: string): Position;
}

/** What is read of a project, and as of when. */
export interface LoadOptions {
  /**
   * Names or wildcards of the tenants that are wanted. The files of the others are parsed only where they may be
   * related to these, so that one tenant of a thousand costs what one costs.
   * @default - all
   */
  readonly tenants?: readonly string[];
  /**
   * Whether what belongs to no tenant is judged too: the profiles of all vendors, and files whose names are no tenant's.
   * @default - where all tenants are wanted
   */
  readonly rest?: boolean;
  /**
   * What counts as today when facts grow old.
   * @default - now
   */
  readonly now?: Date;
  /**
   * Tenants' files as they would be, by name, in the place of what is there. All of them have to be among the wanted.
   * @default - none
   */
  readonly unwritten?: ReadonlyMap<string, YamlFile>;
}
