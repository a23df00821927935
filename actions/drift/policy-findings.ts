/** From what the worlds differ in to findings: one for each statement or setting and direction. */
import type { StatementRef } from '../../iam';
import type { Comparison, Difference } from '../../iam/reach';
import type { ResourceKind, Severity } from '../../report/finding';
import { accessText } from '../../worlds/access-words';
import type { PolicyText } from './compared-documents';
import type { Direction } from './finding';
import type { Judged } from './make-finding';
import { differingParts, type StatementChange, statementChanges } from './statement-change';

export interface PolicyFinding {
  readonly on: ResourceKind;
  readonly judged: Judged;
}

type Cause = Difference['causes'][number];

/** `counts`: whether what a difference and one of its causes tell is the tenant's to know. */
export function policyFindings(
  { differences }: Pick<Comparison, 'differences'>,
  texts: readonly PolicyText[],
  target: 'role' | 'user',
  counts: (difference: Difference, on: ResourceKind, cause: Cause | undefined) => boolean,
): readonly PolicyFinding[] {
  const groups = new Map<string, Blamed[]>();
  const blame = blamer(texts, target);
  for (const difference of differences)
    for (const blamed of blame(difference)) {
      if (!counts(difference, blamed.on, blamed.cause)) continue;
      const key = `${blamed.on} ${blamed.attribute} ${difference.direction}`;
      groups.set(key, [...(groups.get(key) ?? []), blamed]);
    }
  const all = [...groups.values()];
  return all.map((group) => findingOf(group, directionsAt(all, group)));
}

/** A difference and what makes it. */
interface Blamed {
  readonly on: ResourceKind;
  readonly attribute: string;
  readonly difference: Difference;
  /** Undefined where a setting makes it, and where the whole policy is there on one side only. */
  readonly change?: StatementChange;
  readonly cause?: Cause;
}

function blamer(
  texts: readonly PolicyText[],
  target: 'role' | 'user',
): (difference: Difference) => readonly Blamed[] {
  const changesOf = new Map(
    texts.map((text) => [text, statementChanges(text.expected, text.actual)] as const),
  );
  return (difference) => {
    const found = difference.causes.flatMap((cause): readonly Blamed[] => {
      const setting = settingOf(cause.statement, target);
      if (setting) return [{ ...setting, difference, cause }];
      const text = texts.find((each) => isOf(each, cause.statement));
      if (!text) return [];
      const { on, attribute, expected, actual } = text;
      // A policy that is there or not there as a whole is one finding, however many statements it has.
      if (text.kind === 'identity' && (expected === undefined) !== (actual === undefined))
        return [{ on, attribute, difference, cause }];
      const change = (changesOf.get(text) ?? []).find(
        (each) => (cause.side === 'here' ? each.actual : each.expected)?.index === cause.statement.index,
      );
      return change ? [{ on, attribute: `${attribute}.${change.name}`, difference, change, cause }] : [];
    });
    const distinct = new Map(found.map((each) => [`${each.on} ${each.attribute}`, each]));
    return distinct.size > 0 ? [...distinct.values()] : [{ ...encryption, difference }];
  };
}

/** What no statement makes: by what new objects are encrypted. */
const encryption = { on: 'bucket', attribute: 'encryption' } as const;

/** Places of settings that are judged as statements; see `iam/reach`. */
const FIRST_SETTING = 1_000;

function settingOf(
  { policyKind, sid = '', index }: StatementRef,
  target: 'role' | 'user',
): { readonly on: ResourceKind; readonly attribute: string } | undefined {
  if (policyKind === 'boundary') return { on: target, attribute: 'permissionsBoundary' };
  if (index < FIRST_SETTING) return undefined;
  if (policyKind === 'key') return { on: 'key', attribute: 'state' };
  const on = policyKind === 'access-point' ? 'access-point' : 'bucket';
  const [, permission, grantee] = /^Acl (\S+) (\S+)$/.exec(sid) ?? [];
  if (permission !== undefined) return { on, attribute: `acl.${grantee} ${permission}` };
  return { on, attribute: sid === 'RequesterPays' ? 'requestPayment' : 'publicAccessBlock' };
}

function isOf({ kind, name }: PolicyText, { policyKind, policy }: StatementRef): boolean {
  return kind === policyKind && (kind !== 'identity' || name === policy);
}

/** What is dormant counts as more. */
function directionsAt(
  all: readonly (readonly Blamed[])[],
  [one]: readonly Blamed[],
): ReadonlySet<'more' | 'less'> {
  const same = all.flat().filter(({ on, attribute }) => on === one?.on && attribute === one.attribute);
  return new Set(same.map(({ difference }) => (difference.direction === 'less' ? 'less' : 'more')));
}

const SEVERITY: Readonly<Record<Direction, Severity>> = { more: 'high', less: 'medium', dormant: 'medium' };
const MAY: Readonly<Record<Direction, string>> = { more: 'may', less: 'may no longer', dormant: 'could' };

function findingOf(group: readonly Blamed[], directions: ReadonlySet<'more' | 'less'>): PolicyFinding {
  const sorted = [...group].sort((one, other) => rankOf(one.difference) - rankOf(other.difference));
  const [first] = sorted;
  if (!first) throw new Error('a finding without a difference');
  const { on, attribute, difference, change } = first;
  const { direction } = difference;
  const access = [...new Set(sorted.map((each) => accessText(each.difference, MAY[direction])))];
  const rest = access.length > 1 ? `, and ${access.length - 1} more` : '';
  const asleep = direction === 'dormant' ? ', as soon as another policy allows it' : '';
  const consequence = `${access[0]}${rest}${asleep}`;
  return {
    on,
    judged: {
      attribute,
      direction,
      access,
      severity: SEVERITY[direction],
      ...(change
        ? { ...differingParts(change), says: `the statement ${change.name} ${verbOf(change, directions)}` }
        : { expected: null, actual: null }),
      consequence,
    },
  };
}

/** Strangers first; then the vendor. */
function rankOf({ region: { principals } }: Difference): number {
  if (principals.areAll) return 0;
  const backings = principals.examples.map(({ backing }) => backing);
  if (backings.includes('foreign')) return 1;
  return backings.includes('actor') ? 2 : 3;
}

/** A Deny that denies more is wider, and less is allowed by it. */
function verbOf({ expected, actual }: StatementChange, directions: ReadonlySet<'more' | 'less'>): string {
  if (!actual) return 'is missing';
  if (!expected) return 'was added';
  const isDeny = expected.statement.Effect === 'Deny';
  const isDenyNow = actual.statement.Effect === 'Deny';
  if (directions.size > 1 || isDeny !== isDenyNow) return 'was changed';
  return directions.has('less') === isDeny ? 'was widened' : 'was narrowed';
}
