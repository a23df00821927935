/**
 * Requests of which both worlds can tell nothing apart: the statements that match what is asked for say the same, of who
 * asks too, and the same keys can come with it. What was found for one of them holds for all, so that it is searched for
 * once.
 */
import { accountInArn } from '../arn';
import { conditionHolds } from '../condition';
import { identityArnOf } from '../principal';
import { canRepairBucketPolicy } from '../service-rules';
import { serviceOf } from './action-classes';
import { ABSENT, type Way, type Who } from './case';
import { contextWith } from './key-classes';
import { MatchingStatements, numberIn } from './matching-statements';
import type { Pair } from './pair';
import { presencesText } from './presences';
import type { Asked } from './relevance';
import { Sayings } from './sayings';
import type { Root } from './search';
import { keyActionOf } from './steps';

/** Where a request is asked, whoever asks. */
export type Place = Omit<Root, 'who'>;

/** A place, as those see it whose own policies are among the statements, and as everybody else does. */
export interface Likes {
  readonly place: Place;
  readonly actors: Like;
  readonly others: Like;
  /** The same for places where the same statements match. */
  readonly matching: number;
}

interface Like {
  /** The same for places that are alike. */
  readonly number: number;
  /** What the statements there say. */
  readonly sayings: readonly number[];
}

export class Likeness {
  private readonly places = new Map<string, number>();
  private readonly sayings = new Sayings();
  private readonly matching: MatchingStatements;
  private readonly matchings = new Map<string, number>();
  private readonly ways = new Map<Way, string>();
  /** By the numbers of sayings, the keys on which they hang. */
  private readonly keys = new Map<string, readonly string[]>();
  /** By like and by who asks. */
  private readonly askers = new Map<Like['number'], string[]>();
  /** Whether two resources differ by which statements match them alone; a variable, or what is encrypted, tells more. */
  private readonly isByStatements: boolean;
  private readonly isEncryptedByKey: boolean;

  constructor(
    private readonly pair: Pair,
    /** What either world has. */
    known: ReadonlySet<string>,
  ) {
    this.matching = new MatchingStatements(pair, this.sayings, known);
    const { sources, variables, conditions, here, there } = pair;
    const areRead = sources.every(({ statement }) => !statement.resource?.patterns.includes(undefined));
    this.isByStatements = areRead && variables.isEmpty && !conditions.has(ENCRYPTED);
    this.isEncryptedByKey = [here, there].some(({ world: { bucket } }) => bucket?.defaultKey !== undefined);
  }

  /** `asked`: all that is asked for there. */
  of(place: Place, asked: readonly Asked[]): Likes {
    const { here, there } = this.pair;
    const matching = [here, there].flatMap((documents) =>
      asked.map((each) => this.matching.at(documents, each, place)),
    );
    const before = this.textOf(place);
    const others = matching.map((each) => each.others).join(';');
    const own = matching.map((each) => each.own).join(';');
    const sayings = unique(matching.flatMap(({ otherSayings }) => otherSayings));
    const ownSayings = unique([...sayings, ...matching.flatMap((each) => each.ownSayings)]);
    return {
      place,
      matching: numberIn(this.matchings, matching.map(({ number }) => number).join(';')),
      others: this.like(place, before, others, sayings),
      actors: this.like(place, before, `${others} own ${own}`, ownSayings),
    };
  }

  /**
   * The same for everybody who is told the same at places that are alike. `at`: the place of who asks, among all who ask.
   */
  keyOf({ place, actors, others }: Likes, who: Who, at: number, account: string | undefined): string {
    const { number, sayings } = who.backing === 'actor' ? actors : others;
    const { action, resource, way } = place;
    const owner = way && accountInArn(way.point);
    const isRepair = canRepairBucketPolicy(who, action.name.toLowerCase());
    const standing = `${account === owner} ${account === resource.account} ${isRepair}`;
    return `${number} ${standing} ${this.asker(number, sayings, who, at, account)}`;
  }

  private asker(
    number: number,
    sayings: readonly number[],
    who: Who,
    at: number,
    account: string | undefined,
  ): string {
    if (!this.pair.variables.isEmpty) return String(at);
    const known = this.askers.get(number) ?? [];
    this.askers.set(number, known);
    known[at] ??= [
      who.principal.kind,
      who.backing,
      who.backing === 'actor' ? identityArnOf(who.principal) : '',
      account === this.pair.things.account,
      this.pair.conditions.has(CALLER) ? account : '',
      this.sayings.tellOf(sayings, who, at),
    ].join('|');
    return known[at] ?? '';
  }

  private like(place: Place, before: string, said: string, sayings: readonly number[]): Like {
    const numbers = sayings.join();
    const keys = this.keys.get(numbers) ?? this.sayings.keysOf(sayings);
    this.keys.set(numbers, keys);
    const { variables } = this.pair;
    const relevant = variables.isEmpty ? keys : this.pair.keys;
    const text = `${before}|${presencesText(place.action, relevant)}|${said}`;
    return { number: numberIn(this.places, text), sayings };
  }

  /** What decides at the place beside the statements that match there. */
  private textOf({ action, resource, way }: Place): string {
    const name = action.name.toLowerCase();
    const asksForKey = this.isEncryptedByKey && keyActionOf(name) !== undefined;
    const service = serviceOf(name);
    return [
      asksForKey || OF_CALLER.has(name) ? name : OWN_RULES.has(service) ? service : '',
      this.isByStatements ? '' : resource.arn,
      way && this.wayOf(way),
      resource.account,
      resource.isOwnBucket || resource.kind === 'key',
      ROLE_OR_KEY.exec(resource.arn)?.[1],
    ].join('|');
  }

  /** What the policies can tell of an access point beside the statements that match by it. */
  private wayOf(way: Way): string {
    const known = this.ways.get(way);
    if (known !== undefined) return known;
    const { conditions, here, there } = this.pair;
    const owner = accountInArn(way.point) ?? '';
    const context = contextWith(
      {
        's3:dataaccesspointarn': way.point,
        's3:dataaccesspointaccount': owner,
        's3:accesspointnetworkorigin': way.networkOrigin ?? ABSENT,
        'aws:resourceaccount': owner,
      },
      () => 'unknown',
    );
    const truths = OF_POINTS.flatMap((key) => conditions.get(key) ?? []).map(({ condition }) =>
      conditionHolds(condition, context).charAt(0),
    );
    const isThere = [here, there].map(({ onResource }) => onResource.has(way.point));
    const text = [way.stranger, truths.join(''), ...isThere, this.isByStatements ? '' : way.point].join(' ');
    this.ways.set(way, text);
    return text;
  }
}

/** Of a role or a key it counts that it is one. */
const ROLE_OR_KEY = /^arn:[^:]*:(iam:[^:]*:[^:]*:role|kms:[^:]*:[^:]*:key)\//;
/** Of these the engine knows more than statements say, or needs more beside. */
const OF_CALLER: ReadonlySet<string> = new Set(['sts:assumerole', 'sts:getcalleridentity']);
/** Services whose requests have keys of their own, or need a policy of the resource. */
const OWN_RULES: ReadonlySet<string> = new Set(['s3', 'sts']);

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}

/** Keys that follow from an access point. */
const OF_POINTS = [
  ...['s3:dataaccesspointarn', 's3:dataaccesspointaccount', 's3:accesspointnetworkorigin'],
  'aws:resourceaccount',
];

/** What S3 tells KMS of what is encrypted: the object, or its bucket. */
const ENCRYPTED = 'kms:encryptioncontext:aws:s3:arn';
/** What S3 tells KMS of who asked it. */
const CALLER = 'kms:calleraccount';
