/** Keys that come twice in one object, anywhere in a policy's text: all but one of them are lost. */
import { type Flaw, flaw } from '../finding';
import type { JsonNode } from '../json-node';

export function duplicateKeys(node: JsonNode): readonly Flaw[] {
  if (node.kind === 'array') return node.items.flatMap(duplicateKeys);
  if (node.kind !== 'object') return [];
  const seen = new Set<string>();
  const own = node.members.flatMap(({ key }) => {
    if (!seen.has(key.value)) {
      seen.add(key.value);
      return [];
    }
    const message = `${key.value} comes twice in one object: one of the two is lost`;
    return [flaw('duplicate-key', key, message, 'put the values of both under one')];
  });
  return [...own, ...node.members.flatMap(({ value }) => duplicateKeys(value))];
}
