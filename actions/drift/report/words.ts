/** What a report says, for people. */
import type { Json } from '../../../config/values/json-value';
import type { Report } from './document';

/** Characters of a value in a table. */
const ROOM = 60;

/** A value in one line; `-` where there is none. */
export function valueWords(value: Json): string {
  if (value === null) return '-';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > ROOM ? `${text.slice(0, ROOM - 1)}…` : text;
}

/** The names, or the first of them and how many more. */
export function tenantWords(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

export function summary({ totals, tenants, engine, seconds, shards }: Report): string {
  const part = shards.count > 1 ? `, shard ${shards.covered.join(', ')} of ${shards.count}` : '';
  const parts = [
    `${totals.clean} clean`,
    `${totals.drifted} drifted`,
    `${totals.incomplete} incomplete`,
    ...(totals.ignored > 0 ? [counted(totals.ignored, 'ignored finding')] : []),
    ...(totals.leftOut > 0 ? [`${counted(totals.leftOut, 'problem')} in files`] : []),
  ];
  return `${counted(tenants.length, 'tenant')}: ${parts.join(', ')} (engine ${engine}${part}, ${seconds} s)`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What must be done about entries of the ignore list. */
export function ignoreNotices({ ignoreList }: Report): readonly string[] {
  return ignoreList.flatMap(({ file, line, address, attribute, until, state }) => {
    if (state === 'expired') return [`${file}:${line} ${address} ${attribute}: expired on ${until}`];
    if (state === 'unused')
      return [`${file}:${line} ${address} ${attribute}: nothing differs there any more; remove it`];
    return [];
  });
}

/** One line for each right that is missing, with how much depends on it. */
export function incompleteLines({ incomplete }: Report): readonly string[] {
  const byRight = new Map<string, string[]>();
  for (const { account, right, reason, message, tenant } of incomplete) {
    const why = reason === 'denied' ? `lacks ${right}` : `${reason} at ${right}: ${message}`;
    const key = `account ${account}: ${why}`;
    byRight.set(key, [...(byRight.get(key) ?? []), tenant]);
  }
  return [...byRight].map(([why, tenants]) => `${why} (${tenantWords([...new Set(tenants)])})`);
}
