/** Who reaches what, as a picture: what is drawn, in whichever form. Plain data, so that a page can carry it. */

/**
 * In the order in which they stand from left to right. `key`: the KMS key that the file names; `other`: whoever or whatever
 * the file does not name.
 */
export const NODE_KINDS = [
  'principal',
  'external-id',
  'target',
  'access-point',
  'bucket',
  'key',
  'prefix',
  'other',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/**
 * `expected`: the file asks for it, and it is so. `more`: it is so, and the file does not ask for it. `less`: the file asks
 * for it, and it is not so.
 */
export const EDGE_STATES = ['expected', 'more', 'less'] as const;
export type EdgeState = (typeof EDGE_STATES)[number];

export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** What it is called: the last part of an ARN, a prefix. */
  readonly label: string;
  /** All of it: the ARN. */
  readonly detail: string;
}

/** It leads to the right. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** What is allowed: `get, list`. */
  readonly label: string;
  /** By which statements: `Objects1 of s3-handshake-access`. */
  readonly statements: readonly string[];
  readonly state: EdgeState;
}

export interface Picture {
  readonly tenant: string;
  /** What is shown, in a sentence without its full stop. */
  readonly says: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** An edge in words: `acme-exchange → to-acme/: get, list, by Objects1 of s3-handshake-access`. */
export function edgeText({ nodes }: Picture, { from, to, label, statements, state }: PictureEdge): string {
  const labelOf = (id: string): string => nodes.find((node) => node.id === id)?.label ?? id;
  const by = statements.length === 0 ? '' : `, by ${statements.join(' and ')}`;
  const difference = { expected: '', more: ' (not in the file)', less: ' (in the file, and not allowed)' }[
    state
  ];
  return `${labelOf(from)} → ${labelOf(to)}: ${label}${by}${difference}`;
}
