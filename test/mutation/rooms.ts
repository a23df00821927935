/**
 * What the mutation tester changes, and which tests must notice it. A room's tests are functions that are called: none
 * starts a process, Terraform or the embedded AWS, since they run for each change.
 */
import { relative } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from '../a-tenant';

export interface Room {
  /** `npm run test:mutation -- <name>`. */
  readonly name: string;
  /** Relative to the repository, `*` and `**` as in tsconfig.json. */
  readonly code: readonly string[];
  readonly except?: readonly string[];
  readonly tests: readonly string[];
  /** Percent of its functions that a run takes without `--all`. */
  readonly share: number;
}

export const ROOMS: readonly Room[] = [
  {
    name: 'report',
    code: ['report/**/*.ts'],
    // A page carries the text of `drawPicture`, and then nothing else of the tester's is there.
    except: ['report/picture/draw.ts'],
    tests: ['test/report/**/*.test.ts', 'test/actions/exit-codes.test.ts'],
    share: 100,
  },
  {
    name: 'exit-codes',
    code: [
      'actions/deploy/outcome.ts',
      'actions/drift/report/build.ts',
      'actions/host.ts',
      'actions/validate/report.ts',
      'actions/verify/tally.ts',
      'command-line/deadline.ts',
      'command-line/failure.ts',
      'command-line/interrupt.ts',
      'command-line/standard-streams.ts',
      'command-line/until-it-ends.ts',
    ],
    tests: ['test/actions/exit-codes.test.ts', 'test/command-line/ends.test.ts'],
    share: 100,
  },
  {
    name: 'policies',
    code: ['policies/**/*.ts'],
    tests: [
      'test/policies/access-key.test.ts',
      'test/policies/adoption.test.ts',
      'test/policies/least-privilege.test.ts',
      'test/policies/policies.test.ts',
      'test/policies/thief.test.ts',
    ],
    share: 100,
  },
];

/** The room's files, relative to the repository, in order. */
export function codeOf({ code, except = [] }: Room): readonly string[] {
  return ts.sys
    .readDirectory(ROOT, ['.ts'], except, code)
    .map((file) => relative(ROOT, file))
    .sort();
}

/** Folders in which all of the room's code and tests lie. */
export function rootsOf({ code, tests }: Room): readonly string[] {
  const folders = [...code, ...tests].map((path) => path.replace(/\/[^/]*(?:\*.*|\.ts)$/, ''));
  return [...new Set(folders)].sort();
}
