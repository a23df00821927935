/** Grants as they are pasted into a tenant's file, with what could not be granted as comments. */
import { Document, isMap, isSeq } from 'yaml';
import { visible } from '../../config/values/visible';
import type { AskedGrant, AskedGrants } from './asked-grants';
import type { SourceText } from './source-text';

/** One YAML document for each policy, list and bucket: `---` stands between them, for a tenant has one of them. */
export function grantsYaml(all: readonly AskedGrants[], source: SourceText, file: string): string {
  return all.map((asked) => oneYaml(asked, source, file)).join('---\n');
}

function oneYaml(asked: AskedGrants, source: SourceText, file: string): string {
  const { line } = source.placeOf(asked.start);
  const what = asked.source === 'list' ? 'a list of actions, which names no prefix' : 'a policy';
  const on = asked.bucket === undefined ? '' : ` on ${asked.bucket}`;
  const lines = [comment(`${file}:${line}, ${what}${on}`)];
  if (asked.grants.length > 0) lines.push(grantsBlock(asked.grants));
  else lines.push(`# Nothing here can be granted${asked.open.length > 0 ? ' as it stands' : ''}.`);
  for (const why of new Set(asked.open.map((open) => open.why))) {
    const held = asked.open.filter((open) => open.why === why);
    const [first] = held;
    if (first)
      lines.push(comment(`Not granted as it stands: ${why} (line ${source.placeOf(first.start).line})`));
    lines.push(...grantsBlock(held).split('\n').slice(1).map(comment));
  }
  if (asked.notGranted.length > 0) lines.push('# Not granted:');
  for (const { start, what: asks, why } of asked.notGranted)
    lines.push(comment(`  line ${source.placeOf(start).line}: ${asks} ${why}`));
  return `${lines.join('\n')}\n`;
}

/** One line, whatever the document holds. */
function comment(text: string): string {
  return `# ${visible(text)}`;
}

function grantsBlock(grants: readonly AskedGrant[]): string {
  const document = new Document({
    grants: grants.map(({ prefix, allow, extraActions }) => ({
      prefix,
      allow,
      ...(extraActions.length === 0 ? {} : { extraActions }),
    })),
  });
  const list = document.get('grants');
  if (isSeq(list)) for (const item of list.items) if (isMap(item)) item.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
