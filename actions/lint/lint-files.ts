/** Several documents, linted one after the other. */
import { decodedText } from '../../config/text/decoded-text';
import { contentText } from './content-kinds';
import { lintText } from './lint';
import type { PolicyKind } from './policy-kind';
import { type LintedFile, lintedFile } from './report';

/** A document to look at. `bytes` rejects where it cannot be read. */
export interface Document {
  /** As it is called in the report. */
  readonly name: string;
  bytes(): Promise<Uint8Array>;
}

/**
 * `kind`: what the policies are; undefined where each tells. Throws nothing but the signal's reason: what cannot be read is
 * in the report.
 */
export async function lintFiles(
  documents: readonly Document[],
  kind: PolicyKind | undefined,
  signal?: AbortSignal,
): Promise<readonly LintedFile[]> {
  const files: LintedFile[] = [];
  for (const document of documents) files.push(await lintOne(document, kind, signal));
  return files;
}

async function lintOne(
  { name, bytes }: Document,
  kind: PolicyKind | undefined,
  signal: AbortSignal | undefined,
): Promise<LintedFile> {
  let read: Uint8Array;
  try {
    read = await bytes();
  } catch (error) {
    signal?.throwIfAborted();
    return { file: name, error: `cannot be read: ${readingError(error)}` };
  }
  const decoded = decodedText(read);
  if ('problem' in decoded) return { file: name, error: decoded.problem };
  const result = await lintText(decoded.text, kind, /\.ya?ml$/i.test(name));
  const { policyTexts, actionLists, unread, code } = result.document;
  const isRead = [policyTexts, actionLists, result.findings].some(({ length }) => length > 0);
  if (!isRead && (code || unread.length === 0)) return { file: name, error: contentText(decoded.text, code) };
  return lintedFile(name, result);
}

function readingError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}
