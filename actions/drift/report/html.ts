/** A drift report as a page. */
import { formatProblem } from '../../../config/yaml/problem';
import { comparedTexts } from '../../../report/finding-words';
import { fleetMark, fleetPage } from '../../../report/page/fleet-page';
import type { Fleet, FleetTenant, Note } from '../../../report/page/fleet-view';
import { acceptedNote, notesByTenant, type TenantNote, unreadNote } from '../../../report/page/tenant-notes';
import { DRIFT, type Report } from './document';
import { ignoreNotices, summary } from './words';

export const DRIFT_PAGE_MARK = fleetMark(DRIFT);
const SOURCE = 'drift';
const UNDRAWN = 'The engine terraform reads no policies back and draws no pictures; --engine api does.';

export function reportHtml(report: Report): string {
  return fleetPage(driftFleet(report), DRIFT_PAGE_MARK);
}

function driftFleet(report: Report): Fleet {
  const { startedAt, tenants, findings, incomplete, leftOut, ignoreList, engine } = report;
  const known = new Set(tenants.map(({ name }) => name));
  const notes = notesByTenant([
    ...findings.map(findingNote),
    ...incomplete.map((part) => unreadNote(SOURCE, part)),
    ...ignoreList.map(acceptedNote),
  ]);
  // What has lost its file has no tenant of its own in the report, and must not be overlooked.
  const lost = [...notes.keys()].filter((name) => !known.has(name));
  return {
    title: 'Drift',
    madeAt: startedAt,
    says: [
      summary(report),
      ...(engine === 'terraform' ? [UNDRAWN] : []),
      ...ignoreNotices(report),
      ...leftOut.map((problem) => `Left out: ${formatProblem(problem)}`),
    ],
    sources: [SOURCE],
    tenants: [
      ...tenants.map(({ name, account, state, picture }) => ({
        ...tenantOf(name, account, STATES[state], notes.get(name) ?? []),
        ...(picture ? { picture } : {}),
      })),
      ...lost.map((name) => tenantOf(name, '', lostState(notes.get(name) ?? []), notes.get(name) ?? [])),
    ],
  };
}

function findingNote(finding: Report['findings'][number]): TenantNote {
  const { tenant, resource, attribute, message, severity, remediation } = finding;
  const [expected, actual] = comparedTexts(finding.expected, finding.actual);
  const text = `${resource.kind} ${attribute}: ${message} (expected ${expected}, actual ${actual})`;
  return { tenant, note: { source: SOURCE, level: severity, text, remediation } };
}

const STATES = { clean: 'ok', drifted: 'finding', incomplete: 'inconclusive' } as const;

function lostState(notes: readonly Note[]): 'inconclusive' | 'finding' | 'ok' {
  if (notes.some(({ level }) => level === 'inconclusive')) return 'inconclusive';
  return notes.some(({ source }) => source === SOURCE) ? 'finding' : 'ok';
}

function tenantOf(
  name: string,
  account: string,
  state: 'inconclusive' | 'finding' | 'ok',
  notes: readonly Note[],
): FleetTenant {
  const unknown = { vendor: '', customer: '', access: '' };
  return { name, account, ...unknown, states: { [SOURCE]: state }, facts: [], notes, tables: [] };
}
