/**
 * The ways by which a request can come to the bucket: through its own points, and through points that strangers make on
 * it, one for each way in which the policies can tell their ARNs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
import { Automaton } from './automaton';
import type { Way } from './case';
import { type KeyCondition, valueLanguage } from './conditions';
import type { Source } from './documents';
import { ANY_TEXT, arnLanguage, type Language, literal, VALID } from './language';
import { textClasses, trackOf } from './text-classes';
import type { World } from './world';

const ARN = 's3:dataaccesspointarn';
const ACCOUNT = 's3:dataaccesspointaccount';
const ORIGIN = 's3:accesspointnetworkorigin';

export function waysTo(
  worlds: readonly World[],
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
): readonly Way[] {
  const own = new Map<string, Way>();
  for (const { accessPoints = [] } of worlds)
    for (const { arn, networkOrigin = 'Internet' } of accessPoints)
      if (!own.has(arn)) own.set(arn, { point: arn, stranger: false, networkOrigin });
  const [world] = worlds;
  if (!world || !worlds.some(({ bucket }) => bucket)) return [...own.values()];
  const origins = conditions.has(ORIGIN) ? (['Internet', 'VPC'] as const) : (['Internet'] as const);
  const strangers = strangersPoints(world, sources, conditions, [...own.keys()]);
  return [
    ...own.values(),
    ...strangers.flatMap((point) =>
      origins.map((networkOrigin): Way => ({ point, stranger: true, networkOrigin })),
    ),
  ];
}

function strangersPoints(
  { partition = 'aws', region, account }: World,
  sources: readonly Source[],
  conditions: ReadonlyMap<string, readonly KeyCondition[]>,
  own: readonly string[],
): readonly string[] {
  const begin = `arn:${partition}:s3:${region}:`;
  const valid = [...VALID.account, ...literal(':accesspoint/'), ...VALID.pointName];
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
    ...languagesOf(ACCOUNT).map(ofAccount),
    ...(conditions.has(ACCOUNT) ? [ofAccount(literal(account))] : []),
    ...own.map(literal),
  ];
  const resources = new Set<string>();
  for (const { statement } of sources)
    for (const text of statement.resource?.texts ?? []) if (MAY_BE_POINT.test(text)) resources.add(text);
  const variables = sources.some(({ statement }) => statement.variables);
  const below = [...resources].flatMap((text) =>
    [text, text.split('/object/')[0] ?? text].flatMap((each) => {
      const language = arnLanguage(each, variables);
      return language ? [language] : [];
    }),
  );
  const { classes } = textClasses(
    trackOf(new Automaton(valid)),
    [...patterns, ...below].map((language) => trackOf(new Automaton(language), begin)),
  );
  return classes.map(({ text }) => begin + text).filter((arn) => !own.includes(arn));
}

/** Texts of resources that can match the ARN of a point or of an object behind it. */
const MAY_BE_POINT = /^(?!\*$)arn:[^:]*:[^:]*[s*?][^:]*:(?!:)/;
