/** What a report says, for people. */
import { tenantWords } from '../../../report/cause';
import { counts } from '../../../report/finding';
import { counted } from '../../../report/finding-words';
import { generalised } from '../../../report/generalised';
import { NO_TENANT } from '../orphans';
import type { Report } from './document';

export function summary({ totals, tenants, findings, engine, seconds, shards }: Report): string {
  const part = shards.count > 1 ? `, shard ${shards.covered.join(', ')} of ${shards.count}` : '';
  const notices = findings.filter((finding) => !counts(finding)).length;
  const parts = [
    `${totals.clean} clean`,
    `${totals.drifted} drifted`,
    `${totals.incomplete} incomplete`,
    ...(notices > 0 ? [counted(notices, 'notice')] : []),
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

/** One line for each right that is missing or reason that there is, with the accounts and tenants that it hits. */
export function incompleteLines({ incomplete, tenants }: Report): readonly string[] {
  const known = new Set(tenants.map(({ name }) => name));
  const byReason = new Map<string, Report['incomplete']>();
  for (const one of incomplete) {
    const reason = alikeReason(one);
    byReason.set(reason, [...(byReason.get(reason) ?? []), one]);
  }
  return [...byReason].map(([reason, same]) => {
    const accounts = [...new Set(same.map(({ account }) => account))];
    const hit = [...new Set(same.map(({ tenant }) => tenant))];
    const names = hit.filter((name) => known.has(name));
    const others = hit.filter((name) => !known.has(name));
    const [first] = same;
    const words = first && same.every((one) => reasonOf(one) === reasonOf(first)) ? reasonOf(first) : reason;
    const where = `account${accounts.length > 1 ? 's' : ''} ${tenantWords(accounts)}`;
    const whose = [...(names.length === 0 ? [] : [tenantWords(names)]), ...others.map(otherWords)].join(', ');
    return `${where}: ${words} (${whose})`;
  });
}

function otherWords(name: string): string {
  return name === NO_TENANT ? 'what has lost its file' : name;
}

type Incomplete = Report['incomplete'][number];

function reasonOf({ right, reason, message }: Incomplete): string {
  if (right === '') return message;
  return reason === 'denied' ? `lacks ${right}` : `${reason} at ${right}: ${message}`;
}

/** The same for whichever account and resource it is about. */
function alikeReason(one: Incomplete): string {
  return generalised(reasonOf(one), [
    [one.resource, '<arn>'],
    [one.resource.split(/[:/]/).at(-1) ?? '', '<name>'],
    [one.tenant, '<tenant>'],
    [one.account, '<account>'],
  ]);
}
