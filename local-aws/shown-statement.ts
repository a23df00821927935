/** A parsed statement as the JSON that it was. */
import type { Policy } from '../iam';

type Statement = Policy['statements'][number];

export function statementText({ sid, effect, principal, action, resource, conditions }: Statement): string {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const { operatorText, key, values } of conditions)
    condition[operatorText] = { ...condition[operatorText], [key]: oneOrAll(values.map(({ text }) => text)) };
  return JSON.stringify({
    ...(sid ? { Sid: sid } : {}),
    Effect: effect,
    ...(principal ? { [principal.element]: principals(principal.principals) } : {}),
    [action.element]: oneOrAll(action.texts),
    ...(resource ? { [resource.element]: oneOrAll(resource.texts) } : {}),
    ...(conditions.length > 0 ? { Condition: condition } : {}),
  });
}

function oneOrAll(texts: readonly string[]): unknown {
  return texts.length === 1 ? texts[0] : texts;
}

const KEYS: Readonly<Record<string, string>> = {
  'canonical-user': 'CanonicalUser',
  federated: 'Federated',
  service: 'Service',
};

function principals(all: NonNullable<Statement['principal']>['principals']): unknown {
  if (all.length === 1 && all[0]?.kind === 'everyone') return '*';
  const byKey: Record<string, string[]> = {};
  for (const { kind, text } of all) {
    const key = KEYS[kind] ?? 'AWS';
    byKey[key] = [...(byKey[key] ?? []), text];
  }
  return Object.fromEntries(Object.entries(byKey).map(([key, texts]) => [key, oneOrAll(texts)]));
}
