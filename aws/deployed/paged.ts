/** Lists that AWS hands out page by page. */

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

export async function allPages<T>(
  page: (token: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await page(token);
    all.push(...items);
    token = next;
  } while (token !== undefined && token !== '');
  return all;
}
