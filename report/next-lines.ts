/** What comes next, as it is typed: the programs lie among the project's packages, where npx finds them. */

/** Behind a line that says so, a line each. `steps`: commands, `cdktf deploy acme-prod`, or sentences. */
export function nextLines(steps: readonly string[]): readonly string[] {
  return ['Next:', ...steps.map((step) => `  ${step.replace(/^(?=(?:cdktf|s3-handshake) )/, 'npx ')}`)];
}
