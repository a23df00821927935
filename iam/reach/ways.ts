/**
 * The ways by which a request can come to the bucket: through its own points, and through points that strangers make on
 * it, one for each way in which the policies can tell their ARNs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
import { accountInArn } from '../arn';
import { Automaton, sharedAutomaton } from './automaton';
import type { Way } from './case';
import { type KeyCondition, valueLanguage } from './conditions';
import type { Source } from './documents';
import { ANY_TEXT, arnLanguage, type Language, literal, VALID } from './language';
import type { Pausing } from './pausing';
import { type TextClass, type Track, textClassesInSteps, trackOf } from './text-classes';
import type { World } from './world';

const ARN = 's3:dataaccesspointarn';
const ACCOUNT = 's3:dataaccesspointaccount';
/** On the point itself it is the account that owns the point. */
const OWNER = 'aws:resourceaccount';
const ORIGIN = 's3:accesspointnetworkorigin';

/** `accounts`: of the principals; each may make points of its own, and then its point is of its own account. */
export function* waysTo(
  worlds: readonly World[],
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
  accounts: readonly string[],
): Pausing<readonly Way[]> {
  const own = new Map<string, Way>();
  for (const { accessPoints = [] } of worlds)
    for (const { arn, networkOrigin = 'Internet' } of accessPoints)
      if (!own.has(arn)) own.set(arn, { point: arn, stranger: false, networkOrigin });
  const [world] = worlds;
  if (!world || !worlds.some(({ bucket }) => bucket)) return [...own.values()];
  const origins = conditions.has(ORIGIN) ? (['Internet', 'VPC'] as const) : (['Internet'] as const);
  const strangers = yield* strangersPoints(world, sources, conditions, [...own.keys()], accounts);
  return [
    ...own.values(),
    ...strangers.flatMap((point) =>
      origins.map((networkOrigin): Way => ({ ...point, stranger: true, networkOrigin })),
    ),
  ];
}

const POINTS: Language = [...VALID.account, ...literal(':accesspoint/'), ...VALID.pointName];

function* strangersPoints(
  { partition = 'aws', region, account }: World,
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
  own: readonly string[],
  accounts: readonly string[],
): Pausing<readonly Pick<Way, 'point' | 'onlyFor'>[]> {
  const begin = `arn:${partition}:s3:${region}:`;
  const languagesOf = (key: string): readonly Language[] =>
    (conditions.get(key) ?? []).flatMap((each) =>
      each.condition.values.flatMap(({ text }) => {
        const language = valueLanguage(each, text);
        return language ? [language] : [];
      }),
    );
  const ofAccount = (language: Language): Language => [
    ...literal(begin),
    ...language,
    ...literal(':'),
    ...ANY_TEXT,
  ];
  const patterns: readonly Language[] = [
    ...languagesOf(ARN),
    ...[...languagesOf(ACCOUNT), ...languagesOf(OWNER)].map(ofAccount),
    ofAccount(literal(account)),
    ...own.map(literal),
  ];
  const variables = sources.some(({ statement }) => statement.variables);
  const below = [...pointTexts(sources)].flatMap((text) => {
    const language = arnLanguage(text, variables);
    return language ? [language] : [];
  });
  const told = [...patterns, ...below];
  const foreign = accounts.filter((each) => each !== account).map((each) => ofAccount(literal(each)));
  const tracks: Track[] = [];
  for (const language of [...told, ...foreign]) {
    yield;
    tracks.push(trackOf(new Automaton(language), begin));
  }
  const { classes } = yield* textClassesInSteps(trackOf(sharedAutomaton(POINTS)), tracks);
  const isNamed = ({ matched }: TextClass): boolean => matched.some((at) => at >= told.length);
  const alike = ({ matched }: TextClass): string => matched.filter((at) => at < told.length).join();
  const unnamed = new Set(classes.filter((each) => !isNamed(each)).map(alike));
  return classes
    .map((each) => {
      const point = begin + each.text;
      const isExtra = isNamed(each) && unnamed.has(alike(each));
      return isExtra ? { point, onlyFor: accountInArn(point) } : { point };
    })
    .filter(({ point }) => !own.includes(point));
}

/** What of the texts of resources can match the ARN of a point; it has no object's key, so none with one does. */
function pointTexts(sources: readonly Source[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { statement } of sources)
    for (const text of statement.resource?.texts ?? [])
      if (MAY_BE_POINT.test(text)) {
        const [point = text] = text.split('/object/');
        texts.add(point);
        if (text.includes('${')) texts.add(text);
      }
  return texts;
}

/** Texts of resources that can match the ARN of a point or of an object behind it. */
const MAY_BE_POINT = /^(?!\*$)arn:[^:]*:[^:]*[s*?][^:]*:(?!:)/;
