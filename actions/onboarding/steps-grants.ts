/** What the vendor may do, and where: a question for each thing that it is known to do with a bucket. */
import { UserError } from '../../config/user-error';
import { nearest } from '../../config/values/nearest';
import { quote } from '../../config/values/quote';
import type { VendorProfile, VendorUse } from '../../config/vendor/vendor';
import { parseGrants, WHOLE_BUCKET, type WrittenGrant } from '../edit/grant-text';
import type { Draft, Question, Setting, Step, Taken } from './question';
import { settle, takeField } from './steps-tenant';

const NONE = '-';

/** Begins the flag of a step for one use of a vendor's profile: `use pull`. */
export const USE = 'use ';

/** Throws `UserError` for a name that is none of the vendor's uses: what is given must not be left out. */
export function requireUses({ id: vendor, name, uses }: VendorProfile, given: readonly string[]): void {
  const ids = uses.map(({ id }) => id);
  const wrong = given.find((id) => !ids.includes(id));
  if (wrong === undefined) return;
  const close = nearest(wrong, ids);
  throw new UserError(
    ids.length === 0
      ? `--use: the profile of ${name} names no use: say what is allowed by --grant 'prefix/ get,list'`
      : `--use: ${name} has no use ${quote(wrong)}${close === undefined ? '; it' : `: did you mean ${close}? It`} has ${ids.join(', ')}: s3-handshake vendors ${vendor} says what each does`,
  );
}

export function grantStepsOf(vendor: VendorProfile | undefined): readonly Step[] {
  return [...(vendor?.uses ?? []).map((use) => useStep(use)), freeGrants];
}

function useStep(use: VendorUse): Step {
  return {
    flag: `${USE}${use.id}`,
    question({ settled, fields, vendor }): Question | undefined {
      if (settled.has('grants')) return undefined;
      const uses = vendor?.uses ?? [];
      // The first use is the common one; what comes after it is only for who wants it.
      const isFirst = uses[0] === use;
      const taken = grantsIn(fields).some(({ prefix }) => overlap(prefix, use.prefix));
      const proposal = isFirst && !taken ? use.prefix || WHOLE_BUCKET : NONE;
      return {
        title: uses.length > 1 ? `Grant, ${uses.indexOf(use) + 1} of ${uses.length}: ${use.id}` : 'Grant',
        says: [
          `${use.says}: ${[...use.allow, ...use.extraActions].join(', ')}. Below which prefix? It ends in /, and nothing else in the bucket is reached.`,
          uses.length > 1
            ? `${NONE} leaves this out; else a prefix, such as ${use.prefix || WHOLE_BUCKET}.`
            : `${WHOLE_BUCKET} stands for all of it.`,
        ],
        proposal,
        ...(proposal === NONE ? { proposalSays: 'not this' } : {}),
        assumable: false,
      };
    },
    take(answer, draft, setting): Taken {
      if (answer === NONE) return { draft };
      // A flag may name the use alone: then it is below the prefix that the profile proposes.
      const prefix = answer === '' ? use.prefix : answer === WHOLE_BUCKET ? '' : answer;
      const extraActions = use.extraActions.length > 0 ? { extraActions: use.extraActions } : {};
      return addGrants(draft, [{ prefix, allow: use.allow, ...extraActions }], setting);
    },
  };
}

/** Asked where the vendor's uses left nothing; a flag gives several. */
export const freeGrants: Step = {
  flag: 'grant',
  question: ({ fields }) =>
    grantsIn(fields).length > 0
      ? undefined
      : {
          title: 'Grants',
          says: ['A prefix and what is allowed below it, several parted by ;  Such as: to-vendor/ get,list'],
          assumable: false,
        },
  take(answer, draft, setting): Taken {
    try {
      const taken = addGrants(draft, parseGrants(answer), setting);
      return 'problem' in taken ? taken : { draft: settle(taken.draft, 'grants') };
    } catch (error) {
      if (error instanceof UserError) return { problem: error.message };
      throw error;
    }
  },
};

function addGrants(draft: Draft, grants: readonly WrittenGrant[], setting: Setting): Taken {
  return takeField(draft, 'grants', [...grantsIn(draft.fields), ...grants], setting);
}

function grantsIn(fields: Draft['fields']): readonly WrittenGrant[] {
  return Array.isArray(fields.grants) ? (fields.grants as readonly WrittenGrant[]) : [];
}

function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
