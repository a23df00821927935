/** `docs/tenant-file.md`: every field of a tenant's file, from the schema by which files are read. */
import { z } from 'zod';
import { tenantSchema } from '../config/tenant/tenant-schema';
import { markdownTable } from '../report/markdown';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
}

export function tenantFilePage(): string {
  const schema = z.toJSONSchema(tenantSchema, { target: 'draft-7', io: 'input' }) as Node;
  return [
    '<!-- made by npm run schema -->',
    "# The fields of a tenant's file",
    '',
    "`tenants/<tenant>.yaml`; `config/tenant.schema.json` is the same for editors. A vendor's profile narrows what may be said.",
    '',
    markdownTable(['Field', 'Needed', 'What it is'], fieldsOf(schema, '')),
  ].join('\n');
}

function fieldsOf(node: Node, path: string): readonly (readonly string[])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const choices = field.enum ? ` One of ${field.enum.map(String).join(', ')}.` : '';
    const isNeeded = node.required?.includes(name) ?? false;
    const below = [field, ...(field.anyOf ?? [])].flatMap((one) => [
      ...fieldsOf(one, here),
      ...(one.items ? fieldsOf(one.items, `${here}[]`) : []),
    ]);
    return [[here, isNeeded ? 'yes' : 'no', `${field.description ?? ''}${choices}`.trim()], ...below];
  });
}
