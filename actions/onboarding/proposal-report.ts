/** What is said of a proposed tenant once its file is written, or would be: in words, and as a document. */
import { fold, WIDTH } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';
import type { ProposedTenant } from './new-tenant';

export function proposalJson({ name, ...proposed }: ProposedTenant, written: boolean): string {
  const { file, text: content, deploys, happens, next, remarks } = proposed;
  const document = {
    ...documentHead('tenant-proposal'),
    tenant: name,
    file,
    written,
    text: content,
    deploys,
    happens,
    next,
    notices: remarks,
  };
  return jsonDocument(document);
}

export function proposalText({ file, happens, next }: ProposedTenant, isWritten: boolean): string {
  return [
    '',
    `${file} ${isWritten ? 'is written' : 'would be written (--dry-run)'}.`,
    ...happens.flatMap((words) => fold(words, WIDTH)),
    '',
    ...nextLines(next),
    '',
  ].join('\n');
}
