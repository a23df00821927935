/** A difference, with what is known of it beyond what its attribute tells. */
import type { Severity } from '../../report/finding';
import type { Cause, Direction, FindingClass } from './finding';
import type { Difference } from './value-difference';

export interface Judged extends Difference {
  readonly severity?: Severity;
  readonly class?: FindingClass;
  readonly cause?: Cause;
  /** Instead of what the attribute's difference usually means. */
  readonly says?: string;
  /** What follows from it here, one clause: who may do what. */
  readonly consequence?: string;
  readonly direction?: Direction;
  /** Whether who deploys is denied as well. */
  readonly locksOut?: boolean;
  readonly access?: readonly string[];
  /** Instead of what usually puts it right. */
  readonly remediation?: string;
}
