/**
 * What an answer must hold. The SDK types every member as one that may be missing; of these AWS always tells, so that an
 * answer without one is not AWS's, or not whole.
 */
import { UnusableAnswer } from './sdk-error';

/** `member`: as in AWS's reference, `Role.Arn`. Throws {@link UnusableAnswer}. */
export function required<T>(value: T | null | undefined, operation: string, member: string): T {
  if (value === undefined || value === null || value === '')
    throw new UnusableAnswer(operation, `has no ${member}`);
  return value;
}

type ItemOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;

/** By what pages say that another one follows; each service has its own word. */
interface Page {
  readonly IsTruncated?: boolean;
  readonly Marker?: string;
  readonly NextToken?: string;
  readonly ContinuationToken?: string;
  readonly PaginationToken?: string;
}

/**
 * The items of all pages of one of the SDK's paginators. Throws {@link UnusableAnswer} where a page has no list, says
 * that more follow and not where, or leads to itself.
 */
export async function allItems<P extends object, List extends keyof P & string>(
  pages: AsyncIterable<P>,
  operation: string,
  list: List,
): Promise<readonly ItemOf<P[List]>[]> {
  const all: ItemOf<P[List]>[] = [];
  let last: string | undefined;
  for await (const page of pages) {
    all.push(...(required(page[list], operation, list) as readonly ItemOf<P[List]>[]));
    const { IsTruncated, Marker, NextToken, ContinuationToken, PaginationToken }: Page = page;
    if (IsTruncated === true) required(Marker, operation, 'Marker');
    const next = Marker || NextToken || ContinuationToken || PaginationToken;
    if (next !== undefined && next === last)
      throw new UnusableAnswer(operation, 'leads to the same page again');
    last = next;
  }
  return all;
}
