/** Puts the reports of shards together. What is not whole is refused, whatever it looks like. */

import { UserError } from '../../config/user-error';
import { formatPath } from '../../config/yaml/field-path';
import { counted } from '../../report/finding-words';
import { coverageOf, type LookedAt } from './ignore-coverage';
import { entryState } from './ignore-list';
import { assemble } from './report/build';
import { type Report, reportSchema } from './report/document';

/** Shards of one night begin together; what is older belongs to another night. */
const HOURS_APART = 12;

export interface ReportFile {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
}

/** Throws `UserError` that says which file is wrong, or which shard is missing. */
export function mergeReports(files: readonly ReportFile[]): Report {
  const parts = files.map(({ file, text }) => ({ file, report: parseReport(file, text) }));
  const [first] = parts;
  if (!first) throw new UserError('--merge needs the reports of all shards');
  const { engine, fleet, shards } = first.report;
  for (const { file, report } of parts) {
    if (report.engine !== engine)
      throw new UserError(`${file} was made by the engine ${report.engine}, ${first.file} by ${engine}`);
    if (report.shards.count !== shards.count)
      throw new UserError(`${file} is of ${report.shards.count} shards, ${first.file} of ${shards.count}`);
    if (report.fleet.digest !== fleet.digest)
      throw new UserError(
        `${file} is about ${report.fleet.tenants} tenants, ${first.file} about ${fleet.tenants}, and not the same ones: let all shards run on one commit`,
      );
    const hours = Math.abs(Date.parse(report.startedAt) - Date.parse(first.report.startedAt)) / 3_600_000;
    if (hours > HOURS_APART)
      throw new UserError(
        `${file} is from ${report.startedAt}, ${first.file} from ${first.report.startedAt}: they are of two runs`,
      );
  }
  const covered = coveredBy(parts, shards.count);
  const reports = parts.map(({ report }) => report);
  const tenants = reports.flatMap((report) => report.tenants);
  if (tenants.length !== fleet.tenants || new Set(tenants.map(({ name }) => name)).size !== fleet.tenants)
    throw new UserError(
      `the shards cover ${counted(tenants.length, 'tenant')}, and should cover ${fleet.tenants}`,
    );
  // Every shard reads all files, and says the same of them.
  const { leftOut } = first.report;
  const incomplete = reports.flatMap((report) => report.incomplete);
  return assemble({
    engine,
    fleet,
    shards: { covered, count: shards.count },
    startedAt: reports.map(({ startedAt }) => startedAt).sort()[0] ?? first.report.startedAt,
    seconds: Math.max(...reports.map(({ seconds }) => seconds)),
    tenants,
    findings: reports.flatMap(({ findings }) => findings),
    incomplete,
    ignored: reports.flatMap(({ ignored }) => ignored),
    // Only the whole fleet is split.
    ignoreList: mergeIgnoreLists(reports, {
      engine,
      isWhole: shards.count > 1,
      tenants,
      incomplete,
      leftOut,
    }),
    leftOut,
  });
}

function coveredBy(
  parts: readonly { readonly file: string; readonly report: Report }[],
  count: number,
): number[] {
  const from = new Map<number, string>();
  for (const { file, report } of parts)
    for (const index of report.shards.covered) {
      const other = from.get(index);
      if (other !== undefined)
        throw new UserError(`shard ${index}/${count} is there twice: ${other} and ${file}`);
      from.set(index, file);
    }
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !from.has(index));
  if (missing.length > 0)
    throw new UserError(
      `of ${count} shards, these are missing: ${missing.map((index) => `${index}/${count}`).join(', ')}`,
    );
  return [...from.keys()].sort((one, other) => one - other);
}

function parseReport(file: string, text: string): Report {
  const value = jsonOf(text);
  if (value === undefined)
    throw new UserError(
      `${file} is not a whole report: it is ${text.trim() === '' ? 'empty' : 'no JSON'}, as when a run was ended in its middle`,
    );
  const { success, data, error } = reportSchema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const path = formatPath((issue?.path ?? []).filter((step) => typeof step !== 'symbol'));
  throw new UserError(`${file} is not a report of s3-handshake drift: ${path} ${issue?.message ?? ''}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What no shard found anything for is unused, now that all have looked: where all of it could be read. */
function mergeIgnoreLists(reports: readonly Report[], looked: LookedAt): Report['ignoreList'] {
  const covers = coverageOf(looked);
  const [first, ...others] = reports;
  return (first?.ignoreList ?? []).map((entry) => {
    const same = others.flatMap(({ ignoreList }) =>
      ignoreList.filter(
        ({ file, line, address }) => file === entry.file && line === entry.line && address === entry.address,
      ),
    );
    const all = [entry, ...same];
    const matches = all.reduce((sum, one) => sum + one.matches, 0);
    const isExpired = all.some(({ state }) => state === 'expired');
    const isCovered = all.every(({ state }) => state === 'unused') || covers(entry);
    return { ...entry, matches, state: entryState({ isExpired, matches, isCovered }) };
  });
}
