/** From findings to problems: the place in the file is looked up here. */
import { formatPath } from './field-path';
import type { Finding } from './findings';
import type { Problem } from './problem';
import type { YamlFile } from './yaml-file';

export function problemsOf(yaml: YamlFile, findings: readonly Finding[]): readonly Problem[] {
  return findings.map(({ path, message }) => ({
    file: yaml.file,
    ...yaml.position(path),
    path: formatPath(path),
    message,
  }));
}

/** By file and line, each once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort(
    (one, other) =>
      compare(one.file, other.file) ||
      one.line - other.line ||
      one.column - other.column ||
      compare(one.path, other.path),
  );
  return sorted.filter(
    ({ file, path, message }, index) =>
      !sorted
        .slice(Math.max(0, index - 20), index)
        .some((before) => before.file === file && before.path === path && before.message === message),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
