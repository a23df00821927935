/** What a stack's `cdk.tf.json` says: where its state lies, and what its resources are asked to be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values of a resource by the names of Terraform's arguments and attributes. */
export type ResourceValues = Readonly<Record<string, unknown>>;

export interface StackDocument {
  /** Terraform's own settings: backend, providers. */
  readonly terraform: { readonly backend?: { readonly local?: { readonly path: string } } };
  /** By type and name. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceValues>>>>;
}

/** `folder`: the stack's. */
export function readStackDocument(folder: string): StackDocument {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackDocument;
}

/** The file of the state. Undefined where the state lies elsewhere. */
export function localState(folder: string): string | undefined {
  return readStackDocument(folder).terraform.backend?.local?.path;
}

/** A whole argument that is another resource's: `${aws_s3_bucket.customer-bucket.bucket}`. */
const REFERENCE = /^\$\{([\w-]+)\.([\w-]+)\.([\w-]+)\}$/;

/**
 * The arguments of the resource `address`, references to another one's arguments followed; what is known only after an
 * apply is left out. Undefined where the stack has no such resource.
 */
export function argumentsOf({ resource = {} }: StackDocument, address: string): ResourceValues | undefined {
  const [type = '', name = ''] = address.split('.');
  const own = resource[type]?.[name];
  if (!own) return undefined;
  const follow = (value: unknown): unknown => {
    if (typeof value !== 'string' || !value.includes('${')) return value;
    const [, otherType = '', otherName = '', argument = ''] = REFERENCE.exec(value) ?? [];
    return follow(resource[otherType]?.[otherName]?.[argument]);
  };
  const known = Object.entries(own).map(([argument, value]) => [argument, follow(value)] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
