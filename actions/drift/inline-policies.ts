/**
 * The inline policies of a role or a user against those that the tenant's file asks for, each as a whole: what those say
 * that are on both sides is compared by what it means.
 */
import { presentValue, type Reading } from '../../aws/deployed/reading';
import type { Json } from '../../config/values/json-value';
import type { ResourceComparison } from './resource-comparison';

/** `actual`: by name, the documents. */
export function compareInlinePolicies(
  expected: ReadonlyMap<string, string>,
  actual: Reading<ReadonlyMap<string, Reading<string>>>,
): ResourceComparison {
  if (actual.state === 'unread') return { judged: [], unread: [actual] };
  const documents = presentValue(actual) ?? new Map<string, Reading<string>>();
  const isMissing = (name: string): boolean => (documents.get(name)?.state ?? 'absent') === 'absent';
  const missing = [...expected].filter(([name]) => isMissing(name));
  const added = [...documents].filter(([name, { state }]) => state === 'present' && !expected.has(name));
  return {
    judged: [
      ...missing.map(([name, text]) => ({
        attribute: `inlinePolicies.${name}`,
        expected: parsed(text),
        actual: null,
        says: `the inline policy ${name} is missing`,
      })),
      ...added.map(([name, reading]) => ({
        attribute: `inlinePolicies.${name}`,
        expected: null,
        actual: parsed(presentValue(reading) ?? ''),
        // What it allows, where that is more than the file says, is told by itself.
        severity: 'low' as const,
        says: `the inline policy ${name} was added`,
      })),
    ],
    unread: [...documents.values()].filter((reading) => reading.state === 'unread'),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
