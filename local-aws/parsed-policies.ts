/** Policy documents, parsed once. */
import { type Policies, type Policy, type PolicyKind, parsePolicy } from '../iam';

export interface ResourcePolicy {
  readonly kind: PolicyKind;
  /** By which decisions call it. */
  readonly name: string;
  readonly document: string;
}

const parsed = new Map<string, Policy>();
const KEPT = 5_000;

/** Only for documents that were accepted. Throws for one that cannot be read: it must not be taken for an empty one. */
export function parsedPolicy({ kind, name, document }: ResourcePolicy): Policy {
  const id = `${kind}\n${name}\n${document}`;
  const known = parsed.get(id);
  if (known) return known;
  const result = parsePolicy(document, kind, name, 'keep');
  if (!result.ok) {
    const problems = result.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
    throw new Error(`the ${kind} policy ${name} was accepted but cannot be read: ${problems}`);
  }
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(id, result.policy);
  return result.policy;
}

/** All that the gate hands to the engine. */
export function everyPolicy({ identity, resource, boundary, session = [] }: Policies): readonly Policy[] {
  return [...identity, ...(resource ? [resource] : []), ...(boundary ? [boundary] : []), ...session];
}
