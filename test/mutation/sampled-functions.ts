/**
 * A part of a room's functions, chosen by a seed: of a function that is chosen all is changed, of any other nothing. A
 * seed of its own for each run goes through all of them in the end.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from '../a-tenant';

/** Ranges as Stryker takes them, `iam/arn.ts:12:0-24:1`; lines counted from 1. `share`: in percent. */
export function sampledFunctions(files: readonly string[], share: number, seed: string): readonly string[] {
  const ranges = files.flatMap(statementsIn);
  const chosen = [...ranges].sort((one, other) => (rank(one, seed) < rank(other, seed) ? -1 : 1));
  return chosen.slice(0, Math.ceil((ranges.length * share) / 100)).sort();
}

/** Functions, classes and tables that stand by themselves in a file. */
function statementsIn(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const place = (at: number): string => {
    const { line, character } = source.getLineAndCharacterOfPosition(at);
    return `${line + 1}:${character}`;
  };
  return source.statements
    .filter((statement) => !isForTypes(statement))
    .map((statement) => `${file}:${place(statement.getStart(source))}-${place(statement.getEnd())}`);
}

/** Nothing of it is there when the code runs, or nothing of it decides. */
function isForTypes(statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  );
}

function rank(range: string, seed: string): string {
  return createHash('sha256').update(`${seed} ${range}`).digest('hex');
}
