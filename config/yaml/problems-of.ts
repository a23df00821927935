/** From findings to problems: the place in the file is looked up here. */
import { formatPath } from './field-path';
import type { Problem } from './problem';
import type { FieldFinding } from './schema-problems';
import type { YamlFile } from './yaml-file';

export function problemsOf(yaml: YamlFile, findings: readonly FieldFinding[]): readonly Problem[] {
  return findings.map(({ path, message }) => ({
    file: yaml.file,
    ...yaml.position(path),
    path: formatPath(path),
    message,
  }));
}

/** By file and line, each once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const each = new Map(
    problems.map((problem) => [[problem.file, problem.path, problem.message].join('\n'), problem]),
  );
  return [...each.values()].sort(
    (one, other) =>
      compare(one.file, other.file) ||
      one.line - other.line ||
      one.column - other.column ||
      compare(one.path, other.path),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
