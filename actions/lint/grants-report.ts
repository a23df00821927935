/** The grants of a tenant file that ask for what linted documents ask for. */
import { documentHead, jsonDocument } from '../../report/json-document';
import { grantsAskedFor } from './grants-asked-for';
import { grantsYaml } from './grants-yaml';
import { type LintedFile, masked } from './report';

export interface GrantsReport {
  readonly text: string;
  readonly json: string;
  /** Names of documents that ask for no access to S3. */
  readonly withoutGrants: readonly string[];
}

export function grantsReport(files: readonly LintedFile[]): GrantsReport {
  const asked = files.flatMap((one) =>
    'error' in one ? [] : [{ file: one.file, source: one.source, all: grantsAskedFor(one.result) }],
  );
  const document = {
    ...documentHead('grants'),
    files: asked.map(({ file, source, all }) => ({
      file,
      asked: all.map(({ start, open, notGranted, ...rest }) => ({
        ...rest,
        line: source.placeOf(start).line,
        open: open.map(({ start: at, ...grant }) => ({ ...grant, line: source.placeOf(at).line })),
        notGranted: notGranted.map(({ start: at, ...what }) => ({ ...what, line: source.placeOf(at).line })),
      })),
    })),
  };
  const blocks = asked
    .filter(({ all }) => all.length > 0)
    .map(({ file, source, all }) => grantsYaml(all, source, file));
  return {
    text: masked(blocks.join('---\n')),
    json: masked(jsonDocument(document)),
    withoutGrants: asked.filter(({ all }) => all.length === 0).map(({ file }) => file),
  };
}
