/** What `new` asks: one thing at a time, with its reason, and only what is not settled otherwise. */
import type { Fleet } from '../../config/fleet/fleet';
import type { VendorProfile } from '../../config/vendor/vendor';
import type { Fields } from '../edit/field-value';
import type { Surroundings } from './surroundings';

/** The file as far as it is known. */
export interface Draft {
  readonly fields: Fields;
  readonly vendor?: VendorProfile;
  /** Whether a role or a bucket is to be taken over, and the like: answers that are no field by themselves. */
  readonly settled: ReadonlySet<string>;
  /** What was found out on the way and is worth saying at the end. */
  readonly remarks: readonly string[];
}

export interface Question {
  readonly title: string;
  /** Why it is asked, and where on the vendor's screen the value is found: a sentence each. */
  readonly says: readonly string[];
  /** What can be answered; absent where the answer is free. */
  readonly choices?: readonly { readonly answer: string; readonly says: string }[];
  /** What Enter stands for; the empty text where it means "none". */
  readonly proposal?: string;
  /** How the proposal is shown; by default it is shown itself. */
  readonly proposalSays?: string;
  /** Whether the proposal also holds where nobody can be asked. */
  readonly assumable: boolean;
}

/** What an answer comes to. */
export type Taken = { readonly draft: Draft } | { readonly problem: string };

export interface Setting {
  readonly fleet: Fleet;
  readonly vendors: ReadonlyMap<string, VendorProfile>;
  /** Of the vendors' ages and the like. */
  readonly vendorNotices: ReadonlyMap<string, readonly string[]>;
  /** Names of the files that are there. */
  readonly taken: ReadonlySet<string>;
  /** By all rules of `validate`, what is wrong with a field of a draft, in a sentence. */
  judge(fields: Fields, field: string): string | undefined;
  /** Undefined where there are no credentials of the account. */
  lookAround(draft: Draft): Promise<Surroundings | undefined>;
}

/** One step of the interview. */
export interface Step {
  /** The flag that answers it: `external-id`. */
  readonly flag: string;
  /** Undefined where there is nothing to ask. */
  question(draft: Draft, setting: Setting): Promise<Question | undefined> | Question | undefined;
  take(answer: string, draft: Draft, setting: Setting): Promise<Taken> | Taken;
}
