/** Prints what a command did to tenants' files. */
import { type EditReport, editReportsJson, editReportsText } from '../../actions/edit/edit-report';
import type { Context } from '../command';

export function printEdits(
  reports: readonly EditReport[],
  { json, dryRun }: { readonly json: boolean; readonly dryRun: boolean },
  { stdout }: Context,
): void {
  stdout(json ? editReportsJson(reports, dryRun) : editReportsText(reports, dryRun));
}
