/** A run in words: what is planned, before it is asked for a yes, and what came of it. */
import { formatProblem } from '../../config/yaml/problem';
import { counted } from '../../report/finding-words';
import { fold, WIDTH } from '../../report/fold';
import { table } from '../../report/table';
import { isPlanned, OUTCOMES, type TenantOutcome, whyText } from './outcome';
import { countsOf } from './planned-changes';
import type { DeployRun } from './work';

const SIGNS = {
  made: '+',
  'taken over': '>',
  changed: '~',
  replaced: '!',
  destroyed: '-',
  'no longer managed': '.',
} as const;

/** What would be done to each tenant, and what is lost by it. */
export function planText(outcomes: readonly TenantOutcome[]): string {
  return outcomes
    .filter(isPlanned)
    .map(({ tenant, changes, rights, lost }) =>
      [
        `${tenant.name} (${tenant.account}): ${countsOf(changes) || 'outputs alone'}`,
        ...rights.flatMap((text) => indented(text)),
        ...changes.flatMap(({ effect, resource }) => indented(`${SIGNS[effect]} ${effect}: ${resource}`)),
        ...lost.flatMap((text) => indented(`! lost: ${text}`)),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function indented(text: string): readonly string[] {
  return fold(text, WIDTH - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
}

/** `isVerbose`: the outputs of every tenant, and not only of those that were deployed now. */
export function runText(
  { operation, outcomes, leftOut }: DeployRun,
  { isVerbose }: { readonly isVerbose: boolean },
): string {
  const failed = outcomes.filter(({ message }) => message !== undefined);
  const shown = outcomes.filter(
    ({ outcome, outputs }) => (isVerbose || outcome === 'applied') && hasAny(outputs),
  );
  const rows = shown.flatMap(({ tenant, outputs }) =>
    Object.entries(outputs).map(([name, value], at) => [at === 0 ? tenant.name : '', name, String(value)]),
  );
  const parts = [
    operation === 'diff' ? planText(outcomes) : '',
    rows.length === 0 ? '' : table(['Tenant', 'Output', 'Value'], rows),
    lines(failed.flatMap(failureLines)),
    lines(leftOut.map((problem) => `left out: ${formatProblem(problem)}`)),
    `${summary(operation, outcomes)}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function failureLines(one: TenantOutcome): readonly string[] {
  const { tenant, outcome } = one;
  const own = ownWords(one.terraform);
  return [
    `${tenant.name}: ${outcome}: ${whyText(one)}`,
    ...(own === undefined ? [] : [`${tenant.name}: ${own}`]),
  ];
}

export function ownWords(terraform: string | undefined): string | undefined {
  return terraform === undefined ? undefined : `Terraform says: ${terraform}`;
}

function hasAny(outputs: TenantOutcome['outputs']): boolean {
  return Object.keys(outputs).length > 0;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${fold(text, WIDTH).join('\n  ')}\n`).join('');
}

/** `diff of 12 tenants: 3 planned, 9 unchanged`. */
export function summary(operation: string, outcomes: readonly TenantOutcome[]): string {
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = outcomes.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome === 'nothing' ? 'with nothing to do' : outcome}`];
  });
  const of = counted(outcomes.length, 'tenant');
  return `${operation} of ${of}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
