/**
 * Requests of which both worlds can tell nothing apart: the statements that match what is asked for say the same, and
 * the same keys can come with it. What was found for one of them holds for all, so that it is searched for once.
 */
import { accountInArn, splitArn } from '../arn';
import { conditionHolds } from '../condition';
import type { Policy, Statement } from '../policy';
import { isSingular, serviceOf } from './action-classes';
import { naming, reaching } from './bearing';
import { ABSENT, type Way } from './case';
import type { Documents } from './documents';
import { resourcePolicyFor } from './judge';
import { contextWith } from './key-classes';
import type { Pair } from './pair';
import type { Asked } from './relevance';
import type { Root, Search } from './search';

/** Where a request is asked, whoever asks. */
export type Place = Omit<Root, 'who'>;

export class Likeness {
  private readonly places = new Map<string, number>();
  private readonly numbers = new Map<Statement, number>();
  private readonly said = new Map<string, number>();
  private readonly namedBy = new Map<string, Map<Policy, Policy>>();
  private readonly matching = new Map<string, string>();
  private readonly ways = new Map<Way, string>();
  /** Whether two resources differ by which statements match them alone; a variable, or what is encrypted, tells more. */
  private readonly isByStatements: boolean;

  constructor(
    private readonly pair: Pair,
    private readonly search: Search,
    /** What either world has. */
    private readonly known: ReadonlySet<string>,
  ) {
    const areRead = pair.sources.every(({ statement }) => !statement.resource?.patterns.includes(undefined));
    this.isByStatements = areRead && pair.variables.isEmpty && !pair.conditions.has(ENCRYPTED);
  }

  /**
   * Of places that are alike the same number, for everybody to whose account the access point is as near. `asked`: all
   * that is asked for there.
   */
  of(place: Place, asked: readonly Asked[]): number {
    const text = this.textOf(place, asked);
    const number = this.places.get(text) ?? this.places.size;
    this.places.set(text, number);
    return number;
  }

  private textOf(place: Place, asked: readonly Asked[]): string {
    const { action, resource, way } = place;
    const { here, there } = this.pair;
    const name = action.name.toLowerCase();
    const [, , service, , , rest = ''] = splitArn(resource.arn);
    return [
      isSingular(name) ? name : serviceOf(name),
      this.isByStatements ? '' : resource.arn,
      way && this.wayOf(way),
      resource.account,
      resource.kind,
      resource.isOwnBucket,
      service,
      /^(?:role|key)\//.exec(rest)?.[0],
      this.search.presencesAt(action),
      ...[here, there].map((documents) => this.statementsOn(documents, place, asked)),
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

  private statementsOn(documents: Documents, place: Place, asked: readonly Asked[]): string {
    return asked.map((each) => this.statementsAt(documents, each, place)).join(';');
  }

  private statementsAt(documents: Documents, { action, arn }: Asked, { resource, way }: Place): string {
    const { world, onResource } = documents;
    const { account } = resource;
    const isThrough = way !== undefined && arn !== resource.arn && arn.startsWith(way.point);
    const key = `${documents === this.pair.here} ${action} ${arn} ${account} ${isThrough && way.point}`;
    const known = this.matching.get(key);
    if (known !== undefined) return known;
    const { actor, organization } = world;
    const own = isThrough
      ? onResource.get(way.point)
      : resourcePolicyFor(documents, { arn, account }, this.known);
    const policies = [
      own,
      ...(actor?.identity ?? []),
      actor?.boundary,
      ...(organization?.serviceControl ?? []).flat(),
      ...(organization?.resourceControl ?? []).flat(),
    ];
    const text = [
      own?.kind,
      onResource.has(arn) || this.known.has(arn),
      ...policies.map((policy) => policy && this.numbersIn(policy, action, arn)),
    ].join('/');
    this.matching.set(key, text);
    return text;
  }

  private numbersIn(policy: Policy, action: string, arn: string): string {
    const named = this.namedBy.get(action) ?? new Map<Policy, Policy>();
    this.namedBy.set(action, named);
    const about = named.get(policy) ?? naming(policy, action);
    named.set(policy, about);
    return reaching(about, [arn])
      .statements.map((statement) => {
        const known = this.numbers.get(statement);
        if (known !== undefined) return known;
        const said = saidBeside(statement);
        const number = this.said.get(said) ?? this.said.size;
        this.said.set(said, number);
        this.numbers.set(statement, number);
        return number;
      })
      .join();
  }
}

/** What a statement says of requests whose action and resource it matches: of equal ones the same text. */
function saidBeside({ effect, principal, conditions, unrecognised, variables }: Statement): string {
  return JSON.stringify([
    effect,
    principal && [principal.element, principal.principals.map(({ text }) => text)],
    conditions.map(({ operatorText, key, values }) => [operatorText, key, values.map(({ text }) => text)]),
    unrecognised,
    variables,
  ]);
}

/** Keys that follow from an access point. */
const OF_POINTS = [
  ...['s3:dataaccesspointarn', 's3:dataaccesspointaccount', 's3:accesspointnetworkorigin'],
  'aws:resourceaccount',
];

/** What S3 tells KMS of what is encrypted: the object, or its bucket. */
const ENCRYPTED = 'kms:encryptioncontext:aws:s3:arn';
