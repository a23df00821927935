/** The list of stacks that cdktf reads, as it writes it. */
import { version } from 'cdktf/package.json';
import { stableJson } from './stable-json';
import { stackFile } from './stack-order';

/** The manifest's name in the folder of all stacks. */
export const MANIFEST = 'manifest.json';

/** Something to be said of a stack; `level` is cdktf's word. */
export interface Annotation {
  readonly level: string;
  readonly message: string;
}

/** `annotations` are shown with the first of `names`. */
export function manifestText(names: readonly string[], annotations: readonly Annotation[]): string {
  const stacks = names.map((name, at) => [
    name,
    {
      name,
      constructPath: name,
      workingDirectory: `stacks/${name}`,
      synthesizedStackPath: stackFile(name),
      stackMetadataPath: `stacks/${name}/metadata.json`,
      annotations: at > 0 ? [] : annotations.map((annotation) => ({ constructPath: name, ...annotation })),
      dependencies: [],
    },
  ]);
  return stableJson({ version, stacks: Object.fromEntries(stacks) }) ?? '';
}
