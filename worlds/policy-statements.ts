/** Policy documents as the engine's policies. */
import { type Policy, type PolicyKind, parsePolicy } from '../iam';

/** What one document says, as JSON has it. */
export type StatementValue = Readonly<Record<string, unknown>>;

/** A policy of statements that this room writes itself; of none, a policy that allows nothing. */
export function policyOf(kind: PolicyKind, name: string, statements: readonly StatementValue[]): Policy {
  if (statements.length === 0) return { name, kind, statements: [] };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, kind, name);
  if (parsed.ok) return parsed.policy;
  throw new Error(`${name}: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
}
