/** The statements of a policy document as JSON has them, for what asks about their form. */

export interface RawStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

/** None where the document is no JSON object. */
export function statementsOf(document: string): RawStatement[] {
  try {
    const { Statement = [] } = JSON.parse(document) as { Statement?: RawStatement | RawStatement[] };
    return Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    return [];
  }
}
