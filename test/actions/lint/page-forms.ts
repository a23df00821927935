/** How pages and listings show a text. */

export function entities(value: string, quote: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote);
}

export function highlighted(value: string): string {
  const spans = value
    .split(/("(?:[^"\\]|\\.)*"|[{}[\],:])/)
    .map((piece, index) =>
      index % 2 === 1 ? `<span class="t${index % 7}">${entities(piece, '&quot;')}</span>` : piece,
    );
  return `<html><body><p>Attach this policy:</p>\n<pre><code class="language-json">${spans.join('')}</code></pre></body></html>`;
}

export const listingLine = (line: string, number: number): string =>
  `<div class="line"><span class="ln">${number}</span><span>${entities(line, '&quot;')}</span></div>`;

export function numbered(value: string, lineOf: (line: string, number: number) => string): readonly string[] {
  return value.split('\n').map((line, at) => lineOf(line, at + 1));
}
