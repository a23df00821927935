/**
 * Policies taken apart into atoms, one effect, principal, action and resource under the same conditions, in a form in
 * which equal meaning has equal text. Where no atom that only one world has matches, both decide alike: how statements
 * are split, listed and ordered counts for nothing.
 */
import type { ActionElement, Condition, PrincipalElement, ResourceElement, Statement } from '../policy';
import type { Documents, Source } from './documents';

export type Side = 'here' | 'there';

/** A statement of one world that has atoms which the other lacks, and which of its actions and resources they name. */
export interface Seed {
  readonly side: Side;
  readonly source: Source;
  /** By their place in the statement; undefined for all. */
  readonly actions: ReadonlySet<number> | undefined;
  readonly resources: ReadonlySet<number> | undefined;
}

interface Atom {
  readonly text: string;
  readonly action: number | undefined;
  readonly resource: number | undefined;
}

export interface Seeds {
  readonly seeds: readonly Seed[];
  /**
   * Whether the worlds differ in statements alone. Then `more` comes only from an Allow here or a Deny there, and `less`
   * the other way round.
   */
  readonly areAll: boolean;
}

export function seedsOf(here: Documents, there: Documents): Seeds {
  const areAll = structureOf(here) === structureOf(there) && areTagsAlike(here, there);
  if (!areAll) return { seeds: [...allSeeds('here', here), ...allSeeds('there', there)], areAll };
  const seeds = [...onlyIn('here', here, atomsByLayer(there)), ...onlyIn('there', there, atomsByLayer(here))];
  return { seeds, areAll };
}

/** Every statement, for a world that is compared with one of another kind. */
export function allSeeds(side: Side, { sources }: Documents): readonly Seed[] {
  return sources.map((source) => ({ side, source, actions: undefined, resources: undefined }));
}

/** What decides beside statements: which things there are, and by what new objects are encrypted. */
function structureOf({ world }: Documents): string {
  const { account, region, partition, actor, bucket, accessPoints = [], organization, keys = [] } = world;
  return JSON.stringify([
    [account, region, partition ?? 'aws', actor?.arn, actor?.boundary !== undefined],
    [bucket?.name, bucket?.defaultKey?.arn, bucket?.defaultKey?.bucketKey ?? false],
    accessPoints.map(({ arn, networkOrigin = 'Internet' }) => [arn, networkOrigin]).sort(),
    keys.map(({ arn }) => arn).sort(),
    [organization?.serviceControl.length ?? 0, organization?.resourceControl.length ?? 0],
  ]);
}

/** Of a role whose tags nobody read they are the same in both worlds. */
function areTagsAlike({ world: { actor: one } }: Documents, { world: { actor: other } }: Documents): boolean {
  if (one?.tags === undefined || other?.tags === undefined) return true;
  const sorted = (tags: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(tags).sort());
  return sorted(one.tags) === sorted(other.tags);
}

function layerOf({ layer, on }: Source): string {
  return `${layer} ${on}`;
}

function atomsByLayer({ sources }: Documents): ReadonlyMap<string, ReadonlySet<string>> {
  const layers = new Map<string, Set<string>>();
  for (const source of sources) {
    const layer = layers.get(layerOf(source)) ?? new Set();
    layers.set(layerOf(source), layer);
    for (const { text } of atomsOf(source.statement)) layer.add(text);
  }
  return layers;
}

function onlyIn(
  side: Side,
  { sources }: Documents,
  other: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Seed[] {
  return sources.flatMap((source) => {
    const layer = other.get(layerOf(source));
    const lacking = atomsOf(source.statement).filter(({ text }) => !layer?.has(text));
    if (lacking.length === 0) return [];
    const places = (of: (atom: Atom) => number | undefined): ReadonlySet<number> | undefined => {
      const found = lacking.map(of);
      return found.includes(undefined) ? undefined : new Set(found.filter((at) => at !== undefined));
    };
    return [
      {
        side,
        source,
        actions: places(({ action }) => action),
        resources: places(({ resource }) => resource),
      },
    ];
  });
}

/** A statement's are always the same, and a thousand tenants share none. */
const taken = new WeakMap<Statement, readonly Atom[]>();

function atomsOf(statement: Statement): readonly Atom[] {
  const known = taken.get(statement);
  if (known) return known;
  const { effect, principal, action, resource, conditions, unrecognised, variables = false } = statement;
  const rest = JSON.stringify([
    effect,
    conditionsText(conditions),
    unrecognised,
    variables && hasVariable(statement),
  ]);
  const atoms = principalTexts(principal).flatMap((who) =>
    elementTexts(action.element === 'Action', action.texts, actionText, action).flatMap(([what, actionAt]) =>
      elementTexts(resource?.element === 'Resource', resource?.texts ?? [], (text) => text, resource).map(
        ([where, resourceAt]) => ({
          text: `${who} ${what} ${where} ${rest}`,
          action: actionAt,
          resource: resourceAt,
        }),
      ),
    ),
  );
  taken.set(statement, atoms);
  return atoms;
}

/** A list that allows is one atom for each; a list of exceptions, or none, is one for all. */
function elementTexts(
  isList: boolean,
  texts: readonly string[],
  normal: (text: string) => string,
  element: ActionElement | ResourceElement | undefined,
): readonly (readonly [string, number | undefined])[] {
  if (element === undefined) return [['', undefined]];
  if (!isList) return [[`not ${[...new Set(texts.map(normal))].sort().join()}`, undefined]];
  return texts.map((text, at) => [normal(text), at]);
}

function actionText(text: string): string {
  return text.toLowerCase();
}

function principalTexts(element: PrincipalElement | undefined): readonly string[] {
  if (element === undefined) return [''];
  const texts = element.principals.map((pattern) =>
    pattern.kind === 'account' ? `account ${pattern.account}` : `${pattern.kind} ${pattern.text}`,
  );
  return element.element === 'Principal' ? texts : [`not ${[...new Set(texts)].sort().join()}`];
}

/** Operators that mean the same with a value, under one name. */
function conditionsText(conditions: readonly Condition[]): readonly string[] {
  const texts = conditions.map(({ operatorText, key, values }) => {
    const wanted = [...new Set(values.map(({ text }) => text))].sort();
    const plain = !wanted.some((text) => /[*?]|\$\{/.test(text));
    return JSON.stringify([plainOperator(operatorText, plain), key.toLowerCase(), wanted]);
  });
  return [...new Set(texts)].sort();
}

function plainOperator(operator: string, plain: boolean): string {
  const name = operator.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike');
  return plain
    ? name.replace('StringLike', 'StringEquals').replace('StringNotLike', 'StringNotEquals')
    : name;
}

function hasVariable({ resource, conditions }: Statement): boolean {
  const texts = [
    ...(resource?.texts ?? []),
    ...conditions.flatMap(({ values }) => values.map(({ text }) => text)),
  ];
  return texts.some((text) => text.includes('${'));
}
