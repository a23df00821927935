/** Several documents, linted one after the other. */
import { lintText } from './lint';
import type { PolicyKind } from './policy-kind';
import { type LintedFile, lintedFile } from './report';

/** A document to look at. `text` rejects where it cannot be read. */
export interface Document {
  /** As it is called in the report. */
  readonly name: string;
  text(): Promise<string>;
}

/** `kind`: what the policies are; undefined where each tells. Never throws: what cannot be read is in the report. */
export async function lintFiles(
  documents: readonly Document[],
  kind: PolicyKind | undefined,
): Promise<readonly LintedFile[]> {
  const files: LintedFile[] = [];
  for (const document of documents) files.push(await lintOne(document, kind));
  return files;
}

async function lintOne({ name, text }: Document, kind: PolicyKind | undefined): Promise<LintedFile> {
  let read: string;
  try {
    read = await text();
  } catch (error) {
    return { file: name, error: `cannot be read: ${readingError(error)}` };
  }
  const result = await lintText(read, kind);
  const { policyTexts, actionLists } = result.document;
  if (policyTexts.length === 0 && actionLists.length === 0 && result.findings.length === 0)
    return { file: name, error: 'no policy was found in it: neither a "Statement" nor a list of actions' };
  return lintedFile(name, result);
}

function readingError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}
