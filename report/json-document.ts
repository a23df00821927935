/** The JSON documents of all commands: what they are, in which version, and then what they hold. */
import { visibleJson } from '../config/values/visible';

/** The kinds of documents, each with the version of its form: raised when a reader of the last one would fail. */
export const DOCUMENTS = {
  'drift-report': 3,
  'validate-report': 3,
  'reach-report': 1,
  'verify-report': 2,
  'lint-report': 2,
  'adoption-report': 1,
  'deploy-report': 1,
  doctor: 1,
  export: 1,
  grants: 1,
  handover: 1,
  import: 1,
  keys: 1,
  'owner-statements': 1,
  'organization-exemption': 1,
  policies: 1,
  plans: 1,
  project: 1,
  status: 1,
  'tenant-edit': 1,
  'tenant-proposal': 1,
  vendors: 1,
} as const;

export type DocumentKind = keyof typeof DOCUMENTS;

/** The head of a document, which its schema and its reader can ask for. */
export function documentHead<Kind extends DocumentKind>(
  kind: Kind,
): { readonly kind: Kind; readonly version: (typeof DOCUMENTS)[Kind] } {
  return { kind, version: DOCUMENTS[kind] };
}

/** The document as text, ending in a line feed. Characters that are not seen are escaped, and read the same. */
export function jsonDocument<Document extends { readonly kind: string; readonly version: number }>(
  document: Document,
): string {
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}
