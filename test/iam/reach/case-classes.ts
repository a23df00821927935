/**
 * The small universe's cases by classes, one case of each: whoever asks for whatever in every context, of which only
 * those are put to the worlds that a statement tells apart. Nothing is lost, since a decision hangs on these alone:
 *
 * - which statements apply, and how closely they name the principal. One that does not match the action or the resource,
 *   does not name the principal, or hangs on something else, is out whatever the context (`bearing`); of the others it
 *   counts whether all their conditions hold, and no more (`contextClasses`);
 * - the principal's kind, its account and what its own policies say; whose the resource is; the way; and what the request
 *   needs beside (`furtherSteps`).
 *
 * And where no statement applies that only one world has, both decide alike.
 */
import { arnThrough } from '../../../iam/access-point';
import { accountInArn, splitArn } from '../../../iam/arn';
import { conditionHolds } from '../../../iam/condition';
import type { Condition } from '../../../iam/policy';
import { accountOf, CLOSENESSES, standingOf } from '../../../iam/principal';
import type { Case, Way, Who, World } from '../../../iam/reach';
import { canMatch, namesAction } from '../../../iam/reach/bearing';
import type { Documents, Source } from '../../../iam/reach/documents';
import { contextWith } from '../../../iam/reach/key-classes';
import { furtherSteps } from '../../../iam/reach/steps';
import { variablesIn } from '../../../iam/reach/variables';
import { contextOf } from '../../../iam/request-context';
import { contextClasses, type Stated } from './context-classes';
import { countsFor, hangsOn } from './in-region';
import { CONTEXT_KEYS, mayAsk, TARGETS, type Target, WHO } from './universe';

export function* caseClasses(here: Documents, there: Documents): Generator<Case> {
  const worlds = [here.world, there.world];
  const stated = statementsOf(here, there);
  const isAlikeBeside = settingsOf(here.world) === settingsOf(there.world);
  const makesADifference = (some: readonly Stated[]): boolean =>
    !isAlikeBeside || some.some(({ isInBoth }) => !isInBoth);
  const matching = new Matching(worlds, makesADifference);
  const seen = new Set<string>();
  for (const who of WHO) {
    const naming = stated.filter(
      (each) => countsFor(each.layer, who, here.world.account) && standingIn(each, who) !== NOT_NAMED,
    );
    if (!makesADifference(naming)) continue;
    const texts = new Map(naming.map((each) => [each, toldOf(each, who)]));
    for (const [target, matched] of matching.targets(naming, who)) {
      const bearing = [...matched.keys()];
      const hasVariables = bearing.some(({ variables }) => variables.size > 0);
      const signature = [
        placeOf(
          who,
          target,
          bearing.flatMap(({ statement }) => statement.conditions),
        ),
        ...bearing.map((each) => `${each.number} ${matched.get(each)} ${texts.get(each)}`),
        hasVariables ? `${target.resource.arn} ${target.way?.point} ${WHO.indexOf(who)}` : '',
      ].join('|');
      if (seen.has(signature)) continue;
      seen.add(signature);
      for (const context of contextClasses({ ...who, ...target }, bearing, worlds, makesADifference))
        yield { ...who, ...target, context, complete: true };
    }
  }
}

/** Each statement once, by the layer on which it stands. */
function statementsOf(here: Documents, there: Documents): readonly Stated[] {
  const textOf = ({ layer, on, statement: { index: _index, ...said } }: Source): string =>
    JSON.stringify([layer, on, said]);
  const byText = ({ sources }: Documents): ReadonlyMap<string, Source> =>
    new Map(sources.map((source) => [textOf(source), source]));
  const [one, other] = [byText(here), byText(there)];
  return [...new Map([...one, ...other])].map(([text, { layer, on, statement }], number) => {
    const compared = statement.conditions.flatMap(({ values }) => values.map((value) => value.text));
    return {
      number,
      layer,
      on,
      statement,
      isInBoth: one.has(text) && other.has(text),
      variables: new Set([...(statement.resource?.texts ?? []), ...compared].flatMap(variablesIn)),
    };
  });
}

/** All that decides beside statements. */
function settingsOf({ account, actor, bucket, accessPoints = [], keys = [], organization }: World): string {
  return JSON.stringify([
    [account, actor?.arn, actor?.uniqueId, actor?.tags, actor?.boundary !== undefined],
    [bucket?.name, bucket?.defaultKey, accessPoints.map(({ arn }) => arn), keys.map(({ arn }) => arn)],
    [organization?.serviceControl.length, organization?.resourceControl.length],
  ]);
}

/** What is the same for all cases of one class beside what statements tell. */
function placeOf({ principal, backing }: Who, target: Target, conditions: readonly Condition[]): string {
  const { action, resource, way } = target;
  const account = accountOf(principal);
  const isS3 = resource.arn.startsWith('arn:aws:s3:::');
  const container = isS3 ? resource.arn.split('/')[0] : resource.arn;
  const isSession = principal.kind === 'role-session' || principal.kind === 'user';
  const isKindTold = conditions.some(({ key }) => key.toLowerCase() === 'aws:tokenissuetime');
  return [
    isSession && !isKindTold ? 'identity' : principal.kind,
    account === undefined ? 'none' : account === resource.account,
    [backing, action, resource.account, container],
    way && wayOf(way, account, resource.account, conditions),
  ].join(' ');
}

/** A stranger's point allows everything. What else comes of it follows from whose it is, and from conditions on it. */
function wayOf(
  { point, stranger, networkOrigin }: Way,
  account: string | undefined,
  owner: string,
  conditions: readonly Condition[],
): string {
  const ofPoint = accountInArn(point) ?? '';
  const told = [owner, ofPoint].map((each) => {
    const known = {
      's3:dataaccesspointarn': point,
      's3:dataaccesspointaccount': ofPoint,
      's3:accesspointnetworkorigin': networkOrigin ?? [],
      's3:resourceaccount': owner,
      'aws:resourceaccount': each,
    };
    const context = contextWith(known, () => 'unknown');
    return conditions
      .map((condition) =>
        condition.key.toLowerCase() in known ? conditionHolds(condition, context).charAt(0) : '',
      )
      .join('');
  });
  return [stranger || point, ofPoint === account, ...told].join(' ');
}

interface Asked {
  /** In lower case. */
  readonly action: string;
  readonly arn: string;
}

/** Of each statement that matches something that is asked about, `y` or `n` for each of these. */
type Matched = ReadonlyMap<Stated, string>;

/** Which statements match what is asked for, where variables have values with which they do. */
class Matching {
  private readonly known = new Map<string, readonly (readonly [Target, Matched])[]>();
  private readonly texts = new Map<readonly Asked[], Map<Stated, string>>();
  /** Whether the principal belongs to an account decides what is asked for beside. */
  private readonly asked = {
    within: new Map<Target, readonly Asked[]>(),
    without: new Map<Target, readonly Asked[]>(),
  };

  constructor(
    private readonly worlds: readonly World[],
    private readonly makesADifference: (some: readonly Stated[]) => boolean,
  ) {}

  /** What the principal may ask for where some of the statements can make a difference. */
  targets(all: readonly Stated[], who: Who): readonly (readonly [Target, Matched])[] {
    const { kind } = who.principal;
    const key = [kind === 'role-session' ? 'user' : kind, ...all.map(({ number }) => number)].join(' ');
    const known = this.known.get(key);
    if (known) return known;
    const found = TARGETS.filter((target) => mayAsk(who, target))
      .map((target) => [target, this.matched(all, this.askedAt(who, target))] as const)
      .filter(([, matched]) => this.makesADifference([...matched.keys()]));
    this.known.set(key, found);
    return found;
  }

  private matched(all: readonly Stated[], asked: readonly Asked[]): Matched {
    const texts = this.texts.get(asked) ?? new Map<Stated, string>();
    this.texts.set(asked, texts);
    const found = new Map<Stated, string>();
    for (const each of all) {
      const text = texts.get(each) ?? asked.map((one) => (matches(each, one) ? 'y' : 'n')).join('');
      texts.set(each, text);
      if (text.includes('y')) found.set(each, text);
    }
    return found;
  }

  /** The action on the resource itself, on the point, and what is needed beside. */
  private askedAt(who: Who, target: Target): readonly Asked[] {
    const asked = accountOf(who.principal) === undefined ? this.asked.without : this.asked.within;
    const known = asked.get(target);
    if (known) return known;
    const beside = this.worlds.flatMap((world) =>
      furtherSteps(world, { ...who, ...target, context: {}, complete: false }).flatMap(({ step }) =>
        'outcome' in step ? [] : [{ action: step.action.toLowerCase(), arn: step.resource.arn }],
      ),
    );
    const { way } = target;
    const { arn } = target.resource;
    const action = target.action.toLowerCase();
    const all = [{ action, arn }, ...(way ? [{ action, arn: arnThrough(way.point, arn) }] : []), ...beside];
    asked.set(target, all);
    return all;
  }
}

function matches(stated: Stated, { action, arn }: Asked): boolean {
  const { statement } = stated;
  return hangsOn(stated, arn) && namesAction(statement, action) && canMatch(statement, splitArn(arn));
}

const NOT_NAMED = CLOSENESSES.map(() => 'n').join('');

function standingIn({ statement: { principal: element, effect } }: Stated, { principal }: Who): string {
  const standing = standingOf(element, principal, effect, false);
  return CLOSENESSES.map((closeness) => standing[closeness].charAt(0)).join('');
}

/** How closely the statement names the principal, and which conditions on what follows from who asks hold. */
function toldOf(stated: Stated, who: Who): string {
  const { principal } = who;
  const context = contextOf({ principal, action: '', resource: { arn: '*' }, context: {} }, undefined);
  const held = stated.statement.conditions.map((condition) =>
    CONTEXT_KEYS.has(condition.key.toLowerCase()) ? '' : conditionHolds(condition, context).charAt(0),
  );
  return `${standingIn(stated, who)} ${held.join('')}`;
}
