/** What the rows of a table became, or what is wrong with them. */

import { counted } from '../../report/finding-words';
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
    const lines = problems.map(({ row, column, message }) => [String(row), column, message]);
    const inRows = rows === 0 ? '' : `${counted(rows, 'row has', 'rows have')} problems; `;
    return [
      ...(rows === 0 ? [] : [table(['Row', 'Column', 'What is wrong'], lines)]),
      ...otherProblems.map((problem) => `${problem}\n`),
      `${from}: ${inRows}nothing is written\n`,
    ].join('\n');
  }
  const rows = outcomes.map(({ row, file, becomes, note }) => [String(row), file, becomes, note]);
  const same = outcomes.length - texts.size;
  return [
    table(['Row', 'File', 'Becomes', 'Note'], rows),
    ...(notices.length > 0 ? [`${notices.join('\n')}\n`] : []),
    `${from}: ${counted(texts.size, 'new file')}${written ? '' : ' would be written (--dry-run)'}, ${same} there already\n`,
  ].join('\n');
}
