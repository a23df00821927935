/** What the rows of a table became, or what is wrong with them. */
import { documentHead, jsonDocument } from '../../report/json-document';
import { table } from '../../report/table';
import type { Import } from './import-table';

export function importJson(from: string, plan: Import, written: boolean): string {
  const { outcomes, problems, otherProblems, notices } = plan;
  return jsonDocument({
    ...documentHead('import'),
    from,
    written,
    rows: outcomes,
    problems,
    otherProblems,
    notices,
  });
}

export function importText(
  from: string,
  { outcomes, texts, problems, otherProblems, notices }: Import,
  written: boolean,
): string {
  if (problems.length + otherProblems.length > 0) {
    const rows = new Set(problems.map(({ row }) => row)).size;
    return [
      table(
        ['Row', 'Column', 'What is wrong'],
        problems.map(({ row, column, message }) => [String(row), column, message]),
      ),
      ...otherProblems.map((problem) => `${problem}\n`),
      `${from}: ${rows} row${rows === 1 ? ' has' : 's have'} problems; nothing is written\n`,
    ].join('\n');
  }
  const rows = outcomes.map(({ row, file, becomes, note }) => [String(row), file, becomes, note]);
  const same = outcomes.length - texts.size;
  return [
    table(['Row', 'File', 'Becomes', 'Note'], rows),
    ...(notices.length > 0 ? [`${notices.join('\n')}\n`] : []),
    `${from}: ${texts.size} new file${texts.size === 1 ? '' : 's'}${written ? '' : ' would be written (--dry-run)'}, ${same} there already\n`,
  ].join('\n');
}
