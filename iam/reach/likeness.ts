/**
 * Requests of which both worlds can tell nothing apart: the statements that match what is asked for say the same, of who
 * asks too, and the same keys can come with it. What was found for one of them holds for all, so that it is searched for
 * once.
 */
import { accountInArn } from '../arn';
import { conditionHolds } from '../condition';
import type { Policy, Statement } from '../policy';
import { canRepairBucketPolicy } from '../service-rules';
import { serviceOf } from './action-classes';
import { namesAction, naming, reaching } from './bearing';
import { ABSENT, type Way, type Who } from './case';
import type { Documents } from './documents';
import { identityArnOf, resourcePolicyFor } from './judge';
import { contextWith } from './key-classes';
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

/** What the statements say that match one of the ARNs asked for. */
interface Matching {
  /** On the role or user, and its boundary. */
  readonly own: string;
  readonly others: string;
  readonly ownSayings: readonly number[];
  readonly otherSayings: readonly number[];
  /** The same for the same statements. */
  readonly number: number;
}

export class Likeness {
  private readonly places = new Map<string, number>();
  private readonly sayings = new Sayings();
  /** By action, the same for actions that the same statements name. */
  private readonly actions = new Map<string, number>();
  private readonly namings = new Map<string, number>();
  /** By number of the action. */
  private readonly namedBy = new Map<number, Map<Policy, Policy>>();
  private readonly matching = new Map<string, Matching>();
  private readonly statements = new Map<Statement, number>();
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
    private readonly known: ReadonlySet<string>,
  ) {
    const { sources, variables, conditions, here, there } = pair;
    const areRead = sources.every(({ statement }) => !statement.resource?.patterns.includes(undefined));
    this.isByStatements = areRead && variables.isEmpty && !conditions.has(ENCRYPTED);
    this.isEncryptedByKey = [here, there].some(({ world: { bucket } }) => bucket?.defaultKey !== undefined);
  }

  /** `asked`: all that is asked for there. */
  of(place: Place, asked: readonly Asked[]): Likes {
    const { here, there } = this.pair;
    const matching = [here, there].flatMap((documents) =>
      asked.map((each) => this.statementsAt(documents, each, place)),
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

  private statementsAt(documents: Documents, { action, arn }: Asked, { resource, way }: Place): Matching {
    const { world, onResource } = documents;
    const { account } = resource;
    const isThrough = way !== undefined && arn !== resource.arn && arn.startsWith(way.point);
    const named = this.numberOfAction(action);
    const key = `${documents === this.pair.here} ${named} ${arn} ${account} ${isThrough && way.point}`;
    const known = this.matching.get(key);
    if (known !== undefined) return known;
    const { actor, organization } = world;
    const onIt = isThrough
      ? onResource.get(way.point)
      : resourcePolicyFor(documents, { arn, account }, this.known);
    const about = (policy: Policy | undefined): readonly Statement[] | undefined =>
      policy && reaching(this.naming(policy, action, named), [arn]).statements;
    const others = [
      onIt,
      ...(organization?.serviceControl ?? []).flat(),
      ...(organization?.resourceControl ?? []).flat(),
    ].map(about);
    const own = [...(actor?.identity ?? []), actor?.boundary].map(about);
    const otherSayings = others.map((statements) => statements && this.sayingsOf(statements));
    const ownSayings = own.map((statements) => statements && this.sayingsOf(statements));
    const statements = [...others, ...own].map((some) =>
      some?.map((each) => numberIn(this.statements, each)),
    );
    const matching: Matching = {
      own: ownSayings.join('/'),
      others: [
        onIt?.kind === 'trust' || onIt?.kind === 'key',
        onIt === undefined && !onResource.has(arn) && !this.known.has(arn),
        ...otherSayings,
      ].join('/'),
      ownSayings: ownSayings.flatMap((numbers) => numbers ?? []),
      otherSayings: otherSayings.flatMap((numbers) => numbers ?? []),
      number: numberIn(this.matchings, statements.join('/')),
    };
    this.matching.set(key, matching);
    return matching;
  }

  private sayingsOf(statements: readonly Statement[]): readonly number[] {
    return statements.map((statement) => this.sayings.numberOf(statement));
  }

  private numberOfAction(action: string): number {
    const known = this.actions.get(action);
    if (known !== undefined) return known;
    const named = this.pair.sources.map(({ statement }) => Number(namesAction(statement, action)));
    const number = numberIn(this.namings, named.join(''));
    this.actions.set(action, number);
    return number;
  }

  private naming(policy: Policy, action: string, number: number): Policy {
    const named = this.namedBy.get(number) ?? new Map<Policy, Policy>();
    this.namedBy.set(number, named);
    const about = named.get(policy) ?? naming(policy, action);
    named.set(policy, about);
    return about;
  }
}

/** Of a role or a key it counts that it is one. */
const ROLE_OR_KEY = /^arn:[^:]*:(iam:[^:]*:[^:]*:role|kms:[^:]*:[^:]*:key)\//;
/** Of these the engine knows more than statements say, or needs more beside. */
const OF_CALLER: ReadonlySet<string> = new Set(['sts:assumerole', 'sts:getcalleridentity']);
/** Services whose requests have keys of their own, or need a policy of the resource. */
const OWN_RULES: ReadonlySet<string> = new Set(['s3', 'sts']);

/** Each is numbered as it comes. */
function numberIn<T>(numbers: Map<T, number>, member: T): number {
  const number = numbers.get(member) ?? numbers.size;
  numbers.set(member, number);
  return number;
}

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
