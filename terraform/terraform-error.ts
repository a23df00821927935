/** What Terraform says where it fails. */

/** Terraform frames its errors; the first says it. One line, at most 300 letters. */
export function errorOf(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^[│╷╵\s]+/, '').trim());
  const first = lines.findIndex((line) => line.startsWith('Error:'));
  if (first < 0) return lines.findLast((line) => line !== '') ?? 'it ended without a word';
  const details = lines
    .slice(first + 1, first + 12)
    .filter((line) => line !== '' && !line.startsWith('with '));
  return [lines[first]?.replace('Error: ', ''), ...details.slice(0, 3)].join(' ').slice(0, 300);
}
