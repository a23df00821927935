/** From results to the report. */

import type { Problem } from '../../../config/yaml/problem';
import { exitCodeFor } from '../../../report/exit-codes';
import { counts } from '../../../report/finding';
import { documentHead } from '../../../report/json-document';
import type { DriftFinding, TenantResult, Unread } from '../finding';
import { groupsOf } from '../groups';
import { coverageOf } from '../ignore-coverage';
import { type Ignored, sift } from '../ignore-list';
import type { Report } from './document';

export interface Run {
  readonly engine: Report['engine'];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly fleet: Report['fleet'];
  readonly shards: Report['shards'];
  readonly results: readonly TenantResult[];
  /** What belongs to no tenant that was asked for. */
  readonly orphans: { readonly findings: readonly DriftFinding[]; readonly unread: readonly Unread[] };
  readonly ignored: readonly Ignored[];
  readonly leftOut: readonly Problem[];
  /** Whether all tenants that have files were asked for, and with them what has lost its file. */
  readonly whole: boolean;
}

export function buildReport(run: Run): Report {
  const { results, orphans, startedAt, endedAt } = run;
  const incomplete = [...results.flatMap(({ unread }) => unread), ...orphans.unread];
  const all = [...results.flatMap(({ findings }) => findings), ...orphans.findings];
  const covers = coverageOf({
    engine: run.engine,
    isWhole: run.whole,
    tenants: results.map(({ tenant, unread }) => ({ name: tenant, unread: unread.length })),
    incomplete,
    leftOut: run.leftOut,
  });
  const sifted = sift(all, run.ignored, dayOf(startedAt), covers);
  const left = new Map<string, number>();
  for (const { tenant } of sifted.findings.filter(counts)) left.set(tenant, (left.get(tenant) ?? 0) + 1);
  return assemble({
    engine: run.engine,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 100) / 10,
    fleet: run.fleet,
    shards: run.shards,
    tenants: results.map(({ tenant, account, unread, picture }) => {
      const findings = left.get(tenant) ?? 0;
      return {
        name: tenant,
        account,
        findings,
        unread: unread.length,
        state: stateOf(findings, unread.length),
        ...(picture ? { picture } : {}),
      };
    }),
    findings: [...sifted.findings],
    incomplete,
    ignored: [...sifted.ignored],
    ignoreList: [...sifted.entries],
    leftOut: [...run.leftOut],
  });
}

/** The day by which a run judges the ignore list: the one on which it began, however long it takes. */
export function dayOf(startedAt: Date): string {
  return startedAt.toISOString().slice(0, 10);
}

type Parts = Omit<Report, 'kind' | 'version' | 'complete' | 'exitCode' | 'totals' | 'groups'>;

/** Works out what follows from the rest: totals, groups and the exit code. */
export function assemble(parts: Parts): Report {
  const tenants = [...parts.tenants].sort((one, other) => (one.name < other.name ? -1 : 1));
  const findings = [...parts.findings].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const inState = (state: Report['tenants'][number]['state']) =>
    tenants.filter((tenant) => tenant.state === state).length;
  return {
    ...documentHead('drift-report'),
    ...parts,
    complete: true,
    exitCode: exitCodeFor({
      isInconclusive: parts.incomplete.length + parts.leftOut.length > 0,
      hasFindings: findings.some(counts),
    }),
    totals: {
      clean: inState('clean'),
      drifted: inState('drifted'),
      incomplete: inState('incomplete'),
      findings: findings.filter(counts).length,
      ignored: parts.ignored.length,
      leftOut: parts.leftOut.length,
    },
    tenants,
    findings,
    groups: groupsOf(findings as readonly DriftFinding[]).map(
      ({ findings: members, tenants: names, ...group }) => ({
        ...group,
        tenants: [...names],
        findings: members.map((member) => findings.indexOf(member as Report['findings'][number])),
      }),
    ),
  };
}

function stateOf(findings: number, unread: number): Report['tenants'][number]['state'] {
  return unread > 0 ? 'incomplete' : findings > 0 ? 'drifted' : 'clean';
}

function keyOf({ tenant, resource, attribute }: Report['findings'][number]): string {
  return [tenant, resource.kind, resource.arn, attribute].join('\n');
}
