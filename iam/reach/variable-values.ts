/** Which values the policies' variables may have that make a difference. */
import { accountInArn } from '../arn';
import { Automaton } from './automaton';
import { type KeyCondition, valueLanguage } from './conditions';
import type { Source } from './documents';
import type { Things } from './domains';
import { valuesOf } from './key-values';
import { arnLanguage, literal, VALID } from './language';
import { OF_ACCOUNT } from './named-principals';
import { textClasses, trackOf } from './text-classes';
import { capturesOf, defaultsIn, Values, variablesIn } from './variables';

interface VariableValues {
  readonly values: Values;
  /** Why not everything was looked at: texts with two variables or more, or variables with too many values. */
  readonly unclear: readonly string[];
}

/** A value that nobody names. */
const FRESH = 'zq';
/** Of longer lists of values only the first are tried, and the rest is beyond. */
const MOST_VALUES = 40;
const NONE: VariableValues = { values: new Values(new Map()), unclear: [] };

export function variableValues(
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
  things: Things,
): VariableValues {
  const resourceTexts = [
    ...new Set(
      sources.flatMap(({ statement }) => (statement.variables ? (statement.resource?.texts ?? []) : [])),
    ),
  ].filter(hasVariable);
  const conditionTexts = [...conditions].flatMap(([key, all]) =>
    all.flatMap((each) =>
      each.variables
        ? each.condition.values.flatMap(({ text }) => (hasVariable(text) ? [{ key, each, text }] : []))
        : [],
    ),
  );
  const texts = [...resourceTexts, ...conditionTexts.map(({ text }) => text)];
  if (texts.length === 0) return NONE;

  const found = new Map<string, Set<string>>();
  const cut = new Set<string>();
  const add = ([key, value]: readonly [string, string]): void => {
    const values = found.get(key) ?? new Set([FRESH]);
    found.set(key, values);
    if (values.size < MOST_VALUES) values.add(value);
    else if (!values.has(value)) cut.add(key);
  };
  const noValues = new Values(new Map());
  for (const key of new Set(texts.flatMap(variablesIn)))
    for (const value of valuesOf(key, conditions.get(key) ?? [], noValues, () => undefined).values)
      add([key, value]);
  const isUsed = new Set(texts.flatMap(variablesIn));
  for (const entry of namedValues(sources, conditions, things)) if (isUsed.has(entry[0])) add(entry);
  for (const text of texts) defaultsIn(text).forEach(add);
  for (const arn of resourceWords(sources, things))
    for (const text of resourceTexts)
      capturesOf(text, arn, (filling) => arnLanguage(text, true, filling)).forEach(add);
  for (const { key, each, text } of conditionTexts)
    for (const value of valuesOf(key, conditions.get(key) ?? [], noValues, () => undefined).values)
      capturesOf(text, value, (filling) => valueLanguage(each, text, filling)).forEach(add);
  return {
    values: new Values(found),
    unclear: [
      ...[...new Set(texts)]
        .filter((text) => variablesIn(text).length > 1)
        .map((text) => `more than one variable in ${text}`),
      ...[...cut].map((key) => `more values of the variable \${${key}} than could be tried`),
    ],
  };
}

/** Keys of which every request has some account as value. */
const ACCOUNTS = [...OF_ACCOUNT, 'aws:resourceaccount', 's3:resourceaccount', 's3:dataaccesspointaccount'];

/** What a key can hold that tells of what kind is who asks, and nothing else of it. */
const OF_KINDS: readonly (readonly [key: string, value: string])[] = [
  ['aws:principalaccount', 'anonymous'],
  ['aws:userid', 'anonymous'],
  ...['Account', 'Anonymous', 'AssumedRole', 'FederatedUser', 'User'].map(
    (type) => ['aws:principaltype', type] as const,
  ),
  ...['true', 'false'].map((value) => ['aws:principalisawsservice', value] as const),
];

/** What the keys that follow from who asks hold for those whom the policies name, for the account's own and for strangers. */
function namedValues(
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
  { account }: Things,
): readonly (readonly [key: string, value: string])[] {
  const others = [account, STRANGER].flatMap((each) => ACCOUNTS.map((key) => [key, each] as const));
  const inElements = sources.flatMap(({ statement }) =>
    (statement.principal?.principals ?? []).map((pattern) =>
      pattern.kind === 'account' ? pattern.account : pattern.text,
    ),
  );
  const inConditions = (conditions.get('aws:principalarn') ?? []).flatMap(({ condition }) =>
    condition.values.map(({ text }) => text),
  );
  const named = [...new Set([...inElements, ...inConditions])].flatMap((text) => {
    const ofAccount = (each: string) => OF_ACCOUNT.map((key) => [key, each] as const);
    if (/^\d{12}$/.test(text)) return ofAccount(text);
    const owner = accountInArn(text) ?? '';
    if (owner === '' || /[*?$]/.test(text)) return [];
    const user = /:user\/(?:.*\/)?([^/]+)$/.exec(text)?.[1];
    return [
      ['aws:principalarn', text] as const,
      ...ofAccount(owner),
      ...(user === undefined ? [] : [['aws:username', user] as const]),
    ];
  });
  return [...OF_KINDS, ...others, ...named];
}

function hasVariable(text: string): boolean {
  return variablesIn(text).length > 0;
}

/**
 * One ARN of the bucket's objects, and of other buckets', for each way in which the patterns can match it; of the bucket's
 * objects by access points too.
 */
function resourceWords(sources: readonly Source[], things: Things): readonly string[] {
  const { buckets, partition } = things;
  const texts = [...new Set(sources.flatMap(({ statement }) => statement.resource?.texts ?? []))];
  const automata = texts.flatMap((text) => {
    const language = arnLanguage(text, true);
    return language ? [new Automaton(language)] : [];
  });
  const anyBucket = [...VALID.bucketName, ...literal('/'), ...VALID.objectKey];
  const points = buckets.length === 0 ? [] : pointsIn(texts, things).map((point) => `${point}/object/`);
  const domains = [
    { prefixes: [...buckets.map((arn) => `${arn}/`), ...points], rest: VALID.objectKey },
    { prefixes: [`arn:${partition}:s3:::`], rest: anyBucket },
  ];
  return domains.flatMap(({ prefixes, rest }) =>
    textClasses(
      trackOf(new Automaton(rest)),
      prefixes.flatMap((prefix) => automata.map((automaton) => trackOf(automaton, prefix))),
    ).classes.flatMap(({ text }) => prefixes.map((prefix) => prefix + text)),
  );
}

/** The world's points, those that policies name, and one of a stranger's. */
function pointsIn(texts: readonly string[], { points, partition, region }: Things): readonly string[] {
  const named = texts.flatMap(
    (text) => /^(arn:[^*?$]*:accesspoint\/[^/*?$]*)\/object\//.exec(text)?.[1] ?? [],
  );
  return [...new Set([...points, ...named, `arn:${partition}:s3:${region}:${STRANGER}:accesspoint/xxx`])];
}

const STRANGER = '999999999999';
