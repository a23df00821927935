/** What both worlds are asked: a request, the way it comes, and the facts that nobody knows. */
import type { Principal } from '../request';

/**
 * What the principal's own policies say. `actor`: the world says it. `foreign`: its own account allows it everything.
 * Of another principal of the tenant's account nobody read the policies: it is judged with `nothing` and with
 * `everything`.
 */
export type Backing = 'actor' | 'foreign' | 'nothing' | 'everything';

export interface Who {
  readonly principal: Principal;
  readonly backing: Backing;
}

/** An access point on the way; a stranger's allows everything by its policy. */
export interface Way {
  readonly point: string;
  readonly stranger: boolean;
  /** The account for whose principals alone it is another way than a point of anybody else's. */
  readonly onlyFor?: string | undefined;
  readonly networkOrigin?: 'Internet' | 'VPC' | undefined;
}

/** What is known of a request's keys, in lower case; an empty list is a key that is not there. */
export type Known = Readonly<Record<string, string | readonly string[]>>;

export interface Case extends Who {
  /** `s3:GetObject` */
  readonly action: string;
  /** The bucket or the object, not the point. */
  readonly resource: { readonly arn: string; readonly account: string };
  /** Undefined for a request that comes directly. */
  readonly way?: Way | undefined;
  readonly context: Known;
  /** Whether a key that is not in the context is not there; else nobody knows. */
  readonly complete: boolean;
}

export const ABSENT: readonly string[] = [];

export function isThere(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && (typeof value === 'string' || value.length > 0);
}
