/** What a policy or a list asks for, as grants: those that a tenant's file takes, and what is left of the rest. */
import type { Access } from '../../config/values/access';

export interface AskedGrant {
  readonly prefix: string;
  readonly allow: readonly Access[];
  readonly extraActions: readonly string[];
}

/** What would be a grant, were it not for something that its reader must settle. */
export interface OpenGrant extends AskedGrant {
  /** Offset in the document. */
  readonly start: number;
  readonly why: string;
}

export interface NotGranted {
  /** Offset in the document. */
  readonly start: number;
  /** What was asked for: an action, a resource, a condition. */
  readonly what: string;
  readonly why: string;
}

/** What one policy or list asks for on one bucket. */
export interface AskedGrants {
  readonly start: number;
  readonly source: 'policy' | 'list';
  /** As it stands in the ARNs; undefined where none is named. */
  readonly bucket: string | undefined;
  /** No wider than what was asked for, the multipart actions that come with `put` apart, and what a tenant's file takes. */
  readonly grants: readonly AskedGrant[];
  readonly open: readonly OpenGrant[];
  readonly notGranted: readonly NotGranted[];
}
