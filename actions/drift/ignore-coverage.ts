/**
 * Whether all that an entry of `drift-ignore.yaml` can name was read, so that an entry without a finding is one too many.
 * Of what was not read nobody knows that nothing differs there any more.
 */
import { matchesAny } from '../../config/values/name-pattern';
import type { Ignored } from './ignore-list';
import { NO_TENANT } from './orphans';

/** What a run, or all shards of one, looked at. */
export interface LookedAt {
  readonly engine: 'api' | 'terraform';
  /** Whether all tenants that have files were asked for, and with them what has lost its file. */
  readonly isWhole: boolean;
  /** `unread`: how much of the tenant could not be told. */
  readonly tenants: readonly { readonly name: string; readonly unread: number }[];
  /** By tenant, {@link NO_TENANT} for what has lost its file. */
  readonly incomplete: readonly { readonly tenant: string }[];
  /** Problems of files whose tenants could not be looked at. */
  readonly leftOut: readonly unknown[];
}

/** The attribute of a resource that carries the tag of a tenant whose file asks for another, or that has no file. */
const EXISTS = 'exists';

export function coverageOf(looked: LookedAt): (entry: Pick<Ignored, 'address' | 'attribute'>) => boolean {
  const { engine, isWhole, tenants, incomplete, leftOut } = looked;
  const read = new Set(tenants.flatMap(({ name, unread }) => (unread === 0 ? [name] : [])));
  const hasOrphans = isWhole && !incomplete.some(({ tenant }) => tenant === NO_TENANT);
  const hasTenants = (pattern: string): boolean =>
    read.has(pattern) ||
    (isWhole &&
      leftOut.length === 0 &&
      tenants.every(({ name }) => read.has(name) || !matchesAny([pattern], name)));
  return ({ address, attribute }) => {
    // A plan knows what Terraform manages, and an entry may name what it does not, such as notifications.
    if (engine === 'terraform') return false;
    const [pattern = ''] = address.split('/');
    return hasTenants(pattern) && (hasOrphans || !matchesAny([attribute], EXISTS));
  };
}
