/** What a command did to tenants' files, and what comes of it. */

import { fold, WIDTH } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';
import { isChange, type TenantEdit } from './tenant-edit';
import { difference } from './text-difference';

export interface EditReport {
  readonly edit: TenantEdit;
  /** What will happen, and what goes on as before: a sentence each. */
  readonly happens: readonly string[];
  /** Commands and steps, in order. */
  readonly next: readonly string[];
  /** What happened at AWS already; absent where nothing was tried. */
  readonly atOnce?: { readonly done: boolean; readonly says: string };
}

/** `dryRun`: nothing was written. */
export function editReportsJson(reports: readonly EditReport[], dryRun: boolean): string {
  const tenants = reports.map((report) => plain(report, dryRun));
  return jsonDocument({ ...documentHead('tenant-edit'), tenants });
}

/** The same for people. */
export function editReportsText(reports: readonly EditReport[], dryRun: boolean): string {
  return reports.map((report) => text(report, dryRun)).join('\n');
}

function plain({ edit, happens, next, atOnce }: EditReport, dryRun: boolean): unknown {
  return {
    tenant: edit.after.name,
    file: edit.after.file,
    written: isChange(edit) && !dryRun,
    difference: difference(edit.text.before, edit.text.after),
    ...(atOnce ? { atOnce } : {}),
    happens,
    next,
    notices: edit.notices,
  };
}

function text({ edit, happens, next, atOnce }: EditReport, dryRun: boolean): string {
  const { name, file } = edit.after;
  const verb = !isChange(edit) ? 'stays as it is' : dryRun ? 'would become (--dry-run)' : 'is written';
  return [
    `${name}: ${file} ${verb}`,
    ...difference(edit.text.before, edit.text.after).map((line) => `  ${line}`),
    '',
    ...(atOnce ? sentence(atOnce.says) : []),
    ...happens.flatMap(sentence),
    ...edit.notices.flatMap(sentence),
    ...(next.length > 0 ? ['', ...nextLines(next)] : []),
    '',
  ].join('\n');
}

function sentence(words: string): readonly string[] {
  return fold(words, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}
