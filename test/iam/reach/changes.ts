/** Changes by hand to a deployed tenant, and what must be told of each. */
import lessCases from './cases/less.json';
import moreCases from './cases/more.json';
import sameCases from './cases/same.json';
import { type Statement, type TenantDocuments, tenantDocuments } from './tenant-world';

type Layer = 'identity' | 'trust' | 'bucket' | 'point' | 'key';

export interface Change {
  readonly name: string;
  /** What the tenant has before, beside what it usually has. */
  readonly base?: { readonly settings?: Record<string, unknown> };
  readonly add?: Partial<Record<Layer, readonly Statement[]>>;
  /** By Sid, the elements that are put in place of others. */
  readonly change?: Partial<Record<Layer, Record<string, Statement>>>;
  readonly settings?: Record<string, unknown>;
  readonly keyIsUsable?: boolean;
  readonly role?: string;
  readonly boundary?: readonly Statement[];
  readonly resourceControl?: readonly (readonly Statement[])[];
  readonly noIds?: boolean;
  /** The directions that must be told, and no others. */
  readonly expect: readonly string[];
  /** The policy and the Sid that make the difference. */
  readonly by?: string;
  /** Part of the ARN or the account of somebody whom it concerns. */
  readonly who?: string;
  readonly action?: string;
}

export function documentsAfter({
  add,
  change,
  settings,
  keyIsUsable,
  role,
  boundary,
  resourceControl,
  base,
}: Change): TenantDocuments {
  const documents = tenantDocuments();
  for (const [layer, statements] of Object.entries(add ?? {})) documents[layer as Layer].push(...statements);
  for (const [layer, bySid] of Object.entries(change ?? {}))
    for (const [sid, elements] of Object.entries(bySid))
      Object.assign(documents[layer as Layer].find(({ Sid }) => Sid === sid) ?? {}, elements);
  return {
    ...documents,
    settings: { ...base?.settings, ...settings },
    keyIsUsable: keyIsUsable ?? true,
    ...(role ? { role } : {}),
    ...(boundary ? { boundary: [...boundary] } : {}),
    ...(resourceControl ? { resourceControl: resourceControl.map((level) => [...level]) } : {}),
  };
}

export function documentsBefore({ base }: Change): TenantDocuments {
  return { ...tenantDocuments(), settings: { ...base?.settings } };
}

export const CHANGES = [...moreCases, ...lessCases, ...sameCases] as readonly unknown[] as readonly Change[];
