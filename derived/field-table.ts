/** Every field that a schema takes, as a table: where it stands, whether it is needed, and what it is. */
import { z } from 'zod';
import { markdownTable } from '../report/markdown';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
}

/** A field is needed where the map that it stands in is there. */
export function fieldTable(schema: z.ZodType): string {
  const node = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as Node;
  return markdownTable(['Field', 'Needed', 'What it is'], fieldsOf(node, ''));
}

function fieldsOf(node: Node, path: string): readonly (readonly string[])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const choices = field.enum ? ` One of ${field.enum.map(String).join(', ')}.` : '';
    const isNeeded = node.required?.includes(name) ?? false;
    // What an alternative needs is not needed where another one is taken.
    const alternatives = (field.anyOf ?? []).map((one): Node => ({ ...one, required: [] }));
    const below = [field, ...alternatives].flatMap((one) => [
      ...fieldsOf(one, here),
      ...(one.items ? fieldsOf(one.items, `${here}[]`) : []),
    ]);
    return [[here, isNeeded ? 'yes' : 'no', `${field.description ?? ''}${choices}`.trim()], ...below];
  });
}
