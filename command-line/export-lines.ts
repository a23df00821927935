/** Variables as a shell reads them, a line each. */
export function exportLines(variables: NodeJS.ProcessEnv): string {
  return Object.entries(variables)
    .map(([name, value = '']) => `export ${name}=${quoted(value)}\n`)
    .join('');
}

/** A path may hold a space or a quote. */
function quoted(value: string): string {
  return /^[\w./:@+=,-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
