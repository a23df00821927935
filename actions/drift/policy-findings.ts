/** From what the worlds differ in to findings: one for each statement or setting and direction. */

import type { Json } from '../../config/values/json-value';
import type { StatementRef } from '../../iam';
import { type Comparison, type Difference, settingIn } from '../../iam/reach';
import type { ResourceKind, Severity } from '../../report/finding';
import { counted } from '../../report/finding-words';
import { accessText, byBestKnown } from '../../worlds/access-words';
import type { PolicyText } from './compared-documents';
import type { Direction } from './finding';
import type { Judged } from './judged-difference';
import { differingParts, type StatementChange, statementChanges } from './statement-change';

export interface PolicyFinding {
  readonly on: ResourceKind;
  readonly judged: Judged;
}

type Cause = Difference['causes'][number];

export interface PolicySurroundings {
  /** What the vendor is. */
  readonly target: 'role' | 'user';
  /** Whether the role or user has a permissions boundary. */
  readonly isBounded: boolean;
  /** Whose policies are others' to write: of these only what the tenant needs is compared. */
  readonly others: readonly ResourceKind[];
  /** Whether what a difference and one of its causes tell is the tenant's to know. */
  counts(difference: Difference, on: ResourceKind, cause: Cause | undefined): boolean;
}

export function policyFindings(
  { differences }: Pick<Comparison, 'differences'>,
  texts: readonly PolicyText[],
  surroundings: PolicySurroundings,
): readonly PolicyFinding[] {
  const blame = blamer(texts, surroundings);
  return findingsOf(differences.flatMap(blame), surroundings);
}

/** What one policy leaves to the account's own policies, otherwise than it should: nobody is let in or kept out by it. */
export function delegationFindings(
  comparison: Pick<Comparison, 'differences'> | undefined,
  text: PolicyText,
  surroundings: PolicySurroundings,
): readonly PolicyFinding[] {
  if (!comparison) return [];
  return policyFindings(comparison, [text], surroundings).map(({ on, judged }) => {
    const { direction: _, access: __, consequence: ___, locksOut: ____, ...rest } = judged;
    const consequence =
      judged.direction === 'less'
        ? `it leaves less to the account's own policies than it should`
        : `it leaves more to the account's own policies than it should`;
    const direction = judged.direction === 'less' ? {} : { direction: 'dormant' as const };
    return { on, judged: { ...rest, ...direction, severity: SEVERITY.dormant, consequence } };
  });
}

/** What one setting alone makes. */
export function settingFindings(
  { differences }: Pick<Comparison, 'differences'>,
  setting: Pick<Blamed, 'on' | 'attribute'>,
  surroundings: PolicySurroundings,
): readonly PolicyFinding[] {
  return findingsOf(
    differences.map((difference) => ({ ...setting, difference })),
    surroundings,
  );
}

function findingsOf(all: readonly Blamed[], { counts }: PolicySurroundings): readonly PolicyFinding[] {
  const groups = new Map<string, Blamed[]>();
  for (const blamed of all) {
    const { on, attribute, difference, cause } = blamed;
    if (!counts(difference, on, cause)) continue;
    const key = `${on} ${attribute} ${difference.direction}`;
    groups.set(key, [...(groups.get(key) ?? []), blamed]);
  }
  const grouped = [...groups.values()];
  return grouped.map((group) => findingOf(group, directionsAt(grouped, group)));
}

/** Statements that are written otherwise than they should be, and of which no difference comes, the tenant's or others'. */
export interface Rewritten extends Pick<Blamed, 'on' | 'attribute'> {
  readonly change: StatementChange;
}

export function rewrittenIn(
  { differences }: Pick<Comparison, 'differences'>,
  texts: readonly PolicyText[],
  surroundings: PolicySurroundings,
): readonly Rewritten[] {
  const told = new Set(
    differences.flatMap(blamer(texts, surroundings)).map(({ on, attribute }) => `${on} ${attribute}`),
  );
  return texts.flatMap(({ on, attribute, expected, actual }) => {
    if (expected === undefined || actual === undefined || told.has(`${on} ${attribute}`)) return [];
    return statementChanges(expected, actual)
      .filter((change) => !surroundings.others.includes(on) || (change.expected && change.actual))
      .map((change) => ({ on, attribute: `${attribute}.${change.name}`, change }))
      .filter((each) => !told.has(`${on} ${each.attribute}`));
  });
}

/** A difference and what makes it. */
interface Blamed {
  readonly on: ResourceKind;
  readonly attribute: string;
  readonly difference: Difference;
  readonly cause?: Cause;
  /** Undefined where a setting makes it. */
  readonly what?: StatementChange | WholePolicy;
}

/** A policy that is there or not there as a whole is one finding, however many statements it has. */
interface WholePolicy {
  readonly policy: string;
  readonly expected: Json;
  readonly actual: Json;
}

function blamer(
  texts: readonly PolicyText[],
  { target, isBounded }: PolicySurroundings,
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
      const { on, attribute } = text;
      const whole = wholePolicy(text);
      if (whole) return [{ on, attribute, difference, cause, what: whole }];
      const change = (changesOf.get(text) ?? []).find(
        (each) => (cause.side === 'here' ? each.actual : each.expected)?.index === cause.statement.index,
      );
      return change
        ? [{ on, attribute: `${attribute}.${change.name}`, difference, cause, what: change }]
        : [];
    });
    const distinct = new Map(found.map((each) => [`${each.on} ${each.attribute}`, each]));
    if (distinct.size > 0) return [...distinct.values()];
    if (isBounded) return [{ on: target, attribute: 'permissionsBoundary', difference }];
    return [readOtherwise(difference, texts)];
  };
}

function wholePolicy({ kind, name = '', expected, actual }: PolicyText): WholePolicy | undefined {
  const isWhole = kind === 'identity' && (expected === undefined) !== (actual === undefined);
  return isWhole ? { policy: name, expected: parsed(expected), actual: parsed(actual) } : undefined;
}

function parsed(document: string | undefined): Json {
  return document === undefined ? null : (JSON.parse(document) as Json);
}

/** Statements that are written alike and mean something else: the documents have another Version. */
function readOtherwise(difference: Difference, texts: readonly PolicyText[]): Blamed {
  const [cause] = difference.causes;
  const text = cause && texts.find((each) => isOf(each, cause.statement));
  const place = text
    ? {
        on: text.on,
        attribute: `${text.attribute}.${cause.statement.sid ?? `#${cause.statement.index + 1}`}`,
      }
    : { on: 'bucket' as const, attribute: 'policy' };
  return { ...place, difference, ...(cause ? { cause } : {}) };
}

/** By what a statement stands for that no policy has; see `iam/reach`. */
const ATTRIBUTES = {
  keyState: 'state',
  networkOrigin: 'networkOrigin',
  publicAccess: 'publicAccessBlock',
  requesterPays: 'requestPayment',
} as const;

function settingOf(
  statement: StatementRef,
  target: 'role' | 'user',
): { readonly on: ResourceKind; readonly attribute: string } | undefined {
  const { policyKind } = statement;
  if (policyKind === 'boundary') return { on: target, attribute: 'permissionsBoundary' };
  const told = settingIn(statement);
  if (!told) return undefined;
  const on = policyKind === 'key' || policyKind === 'access-point' ? policyKind : 'bucket';
  if (told.setting === 'acl') return { on, attribute: `acl.${told.grantee} ${told.permission}` };
  return { on, attribute: ATTRIBUTES[told.setting] };
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
  const sorted = group.toSorted(
    ({ difference: one }, { difference: other }) => rankOf(one) - rankOf(other) || byBestKnown(one, other),
  );
  const [first] = sorted;
  if (!first) throw new Error('a finding without a difference');
  const { on, attribute, difference, what } = first;
  const { direction } = difference;
  const access = [...new Set(sorted.map((each) => accessText(each.difference, MAY[direction])))];
  const rest = access.length > 1 ? `, and ${counted(access.length - 1, 'more difference')}` : '';
  const asleep = direction === 'dormant' ? ', as soon as another policy allows it' : '';
  const consequence = `${access[0]}${rest}${asleep}`;
  return {
    on,
    judged: {
      attribute,
      direction,
      access,
      severity: SEVERITY[direction],
      ...wordsFor(what, directions),
      ...(group.some(({ difference: each }) => isLockOut(each)) ? { locksOut: true } : {}),
      consequence,
    },
  };
}

/** Whom the account's own policies allow everything is kept from the bucket's policy. */
function isLockOut({ direction, region: { principals, actions } }: Difference): boolean {
  return (
    direction === 'less' &&
    actions.names.includes('s3:GetBucketPolicy') &&
    principals.examples.some(({ backing }) => backing === 'everything')
  );
}

function wordsFor(
  what: Blamed['what'],
  directions: ReadonlySet<'more' | 'less'>,
): Pick<Judged, 'expected' | 'actual' | 'says'> {
  if (!what) return { expected: null, actual: null };
  if (!('policy' in what))
    return { ...differingParts(what), says: `the statement ${what.name} ${verbOf(what, directions)}` };
  const { policy, expected, actual } = what;
  const kind = policy.startsWith('arn:') ? 'managed' : 'inline';
  const verb = actual !== null ? (kind === 'managed' ? 'was attached' : 'was added') : 'is missing';
  return { expected, actual, says: `the ${kind} policy ${policy} ${verb}` };
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
