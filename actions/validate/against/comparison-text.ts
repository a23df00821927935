/** A comparison in words, for a terminal and for a comment beside a change. */

import { fold, WIDTH } from '../../../report/fold';
import { markdownText } from '../../../report/markdown';
import type { Change } from './change';
import type { Comparison } from './comparison';

const SIGNS: Readonly<Record<Change['effect'], string>> = { gives: '+', takes: '-', else: ' ' };

export function comparisonText({ ref, commit, tenants, unchanged }: Comparison): string {
  const lines = tenants.flatMap(({ tenant, changes }) =>
    changes.flatMap(({ effect, text }) =>
      fold(`${tenant}: ${text}`, WIDTH - 2).map(
        (line, index) => `${index === 0 ? SIGNS[effect] : ' '} ${line}`,
      ),
    ),
  );
  const head = `Against ${ref} (${commit.slice(0, 12)}):`;
  return [head, ...lines, ...closing(tenants.length, unchanged), ''].join('\n');
}

export function comparisonMarkdown({ ref, commit, tenants, unchanged }: Comparison): string {
  const lines = tenants.flatMap(({ tenant, changes }) =>
    changes.map(({ effect, text }) => {
      const strong = { gives: '**gives** ', takes: '**takes** ', else: '' }[effect];
      return `- ${strong}${markdownText(`${tenant}: ${text}`)}`;
    }),
  );
  return [
    `## What changes against ${markdownText(ref)} (${commit.slice(0, 12)})`,
    '',
    ...lines,
    ...(lines.length === 0 ? [] : ['']),
    ...closing(tenants.length, unchanged).flatMap((line) => [markdownText(line), '']),
  ].join('\n');
}

/** What is said of the tenants that do not change; no line where there are none. */
function closing(changed: number, unchanged: number): readonly string[] {
  if (changed === 0) return ['Nothing is given and nothing is taken.'];
  if (unchanged === 0) return [];
  const others = unchanged === 1 ? '1 other tenant' : `${unchanged} other tenants`;
  return [`Of ${others} nothing is given and nothing is taken.`];
}
