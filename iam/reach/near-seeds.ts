/** Which of many seeds can bear on what is asked for, found by what their resources begin with. */
import { type ArnParts, matchesArn, splitArn } from '../arn';
import { beginningsOf, type Index, indexOf, membersNear } from '../resource-patterns';
import { canMatch } from './bearing';
import type { Source } from './documents';
import { type Asked, namesOneOf } from './relevance';
import type { Seed } from './seeds';

/** A seed by its number, and one of its resources by its place; undefined for the element as a whole. */
interface SeedResource {
  readonly seed: number;
  readonly at: number | undefined;
}

export class NearSeeds {
  /** By action, in lower case. */
  private readonly indexes = new Map<string, Index<SeedResource>>();

  constructor(
    private readonly seeds: readonly Seed[],
    private readonly bucketArns: readonly string[],
  ) {}

  /** Those that may match one of what is asked for, in their order. */
  bearingOn(asked: readonly Asked[]): readonly Seed[] {
    const numbers = new Set<number>();
    for (const { action, arn } of asked) {
      const parts = splitArn(arn);
      for (const { seed: number, at } of membersNear(this.naming(action), arn)) {
        const seed = this.seeds[number];
        if (!seed || numbers.has(number)) continue;
        if (hangsOn(seed.source, arn, this.bucketArns) && mayMatch(seed, at, parts)) numbers.add(number);
      }
    }
    return [...numbers].sort((one, other) => one - other).flatMap((number) => this.seeds[number] ?? []);
  }

  private naming(action: string): Index<SeedResource> {
    const known = this.indexes.get(action);
    if (known) return known;
    const index = indexOf(
      this.seeds.flatMap((seed, number) => (namesOneOf(seed, [action]) ? resourcesOf(seed, number) : [])),
    );
    this.indexes.set(action, index);
    return index;
  }
}

function resourcesOf(
  { source, resources }: Seed,
  seed: number,
): readonly (readonly [beginning: string, resource: SeedResource])[] {
  const { resource } = source.statement;
  if (resource?.element !== 'Resource') return [['', { seed, at: undefined }]];
  return beginningsOf(resource).flatMap((beginning, at) =>
    resources === undefined || resources.has(at) ? [[beginning, { seed, at }] as const] : [],
  );
}

function mayMatch({ source: { statement } }: Seed, at: number | undefined, arn: ArnParts): boolean {
  if (at === undefined) return canMatch(statement, arn);
  const pattern = statement.resource?.patterns[at];
  return !pattern || matchesArn(pattern, arn, () => 'unknown') !== 'no';
}

function hangsOn({ layer, on }: Source, arn: string, bucketArns: readonly string[]): boolean {
  switch (layer) {
    case 'trust':
    case 'key':
      return arn === on;
    case 'bucket':
      return bucketArns.includes(on) && (arn === on || arn.startsWith(`${on}/`));
    case 'point':
      return arn === on || arn.startsWith(`${on}/`);
    default:
      return true;
  }
}
