/** Which statements match what is asked for, and what they say. */
import type { Policy, Statement } from '../policy';
import { namesAction, naming, reaching } from './bearing';
import type { Documents } from './documents';
import { resourcePolicyFor } from './judge';
import type { Pair } from './pair';
import type { Asked } from './relevance';
import type { Sayings } from './sayings';
import type { Root } from './search';

/** What the statements say that match one of the ARNs asked for. */
export interface Matching {
  /** On the role or user, and its boundary. */
  readonly own: string;
  readonly others: string;
  readonly ownSayings: readonly number[];
  readonly otherSayings: readonly number[];
  /** The same for the same statements. */
  readonly number: number;
}

export class MatchingStatements {
  /** By action, the same for actions that the same statements name. */
  private readonly actions = new Map<string, number>();
  private readonly namings = new Map<string, number>();
  /** By number of the action. */
  private readonly namedBy = new Map<number, Map<Policy, Policy>>();
  private readonly made = new Map<string, Matching>();
  private readonly statements = new Map<Statement, number>();
  private readonly matchings = new Map<string, number>();

  constructor(
    private readonly pair: Pair,
    private readonly sayings: Sayings,
    /** What either world has. */
    private readonly known: ReadonlySet<string>,
  ) {}

  at(
    documents: Documents,
    { action, arn }: Asked,
    { resource, way }: Pick<Root, 'resource' | 'way'>,
  ): Matching {
    const { world, onResource } = documents;
    const { account } = resource;
    const isThrough = way !== undefined && arn !== resource.arn && arn.startsWith(way.point);
    const named = this.numberOfAction(action);
    const key = `${documents === this.pair.here} ${named} ${arn} ${account} ${isThrough && way.point}`;
    const known = this.made.get(key);
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
    this.made.set(key, matching);
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

/** Each is numbered as it comes. */
export function numberIn<T>(numbers: Map<T, number>, member: T): number {
  const number = numbers.get(member) ?? numbers.size;
  numbers.set(member, number);
  return number;
}
