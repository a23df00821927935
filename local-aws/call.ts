/** A request that has been understood as far as whom it is for and who makes it. */
import type { Address } from './address';
import type { Anonymous, Caller } from './credentials';
import type { Judged } from './judged-request';
import type { Incoming } from './message';
import type { World } from './world';

export interface Call {
  readonly world: World;
  readonly address: Address;
  /** As it is meant: see `asMeant`. */
  readonly incoming: Incoming;
  readonly caller: Caller;
  /** Undefined for an anonymous request. */
  readonly signature: CallSignature | undefined;
  /** What is noted down on the way, for the log. */
  readonly notes: Notes;
}

/** Whatever is no request to S3 is signed. */
export interface SignedCall extends Call {
  readonly caller: Exclude<Caller, Anonymous>;
}

/** What of a request's signature still counts when it is found right. */
export interface CallSignature {
  /** Of its scope. */
  readonly region: string;
  /** Where it stood, by `s3:authType`: in a header, in the URL, or in a form. */
  readonly kind: 'REST-HEADER' | 'REST-QUERY-STRING' | 'POST';
}

export interface Notes {
  /** AWS's name of the operation, once it is known. */
  operation?: string;
  /** Every permission that was asked for, in order. */
  readonly judged: Judged[];
}
