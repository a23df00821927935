/** What a report says, for people. */
import { counted } from '../../../report/finding-words';
import type { Report } from './document';

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
    const key = `account ${account}: ${right === '' ? message : why}`;
    byRight.set(key, [...(byRight.get(key) ?? []), tenant]);
  }
  return [...byRight].map(([why, tenants]) => `${why} (${tenantWords([...new Set(tenants)])})`);
}
