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
  /** Percent of its functions that a run takes where it is not told otherwise. */
  readonly share: number;
}

export const ROOMS: readonly Room[] = [
  {
    name: 'report',
    code: ['report/**/*.ts'],
    // A page carries the text of these functions, and then nothing else of the tester's is there.
    except: ['report/picture/draw.ts', 'report/picture/lay-out.ts'],
    tests: ['test/report/**/*.test.ts'],
    share: 100,
  },
  {
    name: 'exit-codes',
    code: [
      'actions/adopt/adoption-report.ts',
      'actions/deploy/outcome.ts',
      'actions/doctor/part.ts',
      'actions/host.ts',
      'actions/validate/report.ts',
      'actions/verify/tally.ts',
      'command-line/deadline.ts',
      'command-line/failure.ts',
      'command-line/interrupt.ts',
      'command-line/standard-streams.ts',
      'command-line/until-it-ends.ts',
    ],
    tests: [
      'test/actions/adopt/adoption-report.test.ts',
      'test/actions/exit-codes.test.ts',
      'test/command-line/ends.test.ts',
      'test/command-line/standard-streams.test.ts',
      'test/command-line/streams-to-their-end.test.ts',
    ],
    share: 100,
  },
  {
    name: 'policies',
    code: ['policies/**/*.ts'],
    // The embedded AWS decides in `thief-embedded`.
    tests: ['test/policies/!(thief-embedded).test.ts'],
    share: 100,
  },
  {
    name: 'verify',
    code: [
      'actions/verify/clean-up.ts',
      'actions/verify/diagnosis.ts',
      'actions/verify/findings.ts',
      'actions/verify/judgement.ts',
      'actions/verify/result.ts',
      'actions/verify/role-hindrance.ts',
      'actions/verify/run-causes.ts',
    ],
    tests: ['test/actions/verify/*.test.ts'],
    share: 50,
  },
  {
    name: 'drift',
    code: [
      'actions/drift/compare-*.ts',
      'actions/drift/compared-*.ts',
      'actions/drift/groups.ts',
      'actions/drift/ignore-list.ts',
      'actions/drift/merge-reports.ts',
      'actions/drift/plan-judgement.ts',
      'actions/drift/policy-findings.ts',
      'actions/drift/report/build.ts',
      'actions/drift/resource-comparison.ts',
      'actions/drift/statement-change.ts',
      'actions/drift/value-difference.ts',
    ],
    tests: [
      'test/actions/drift/compare-*.test.ts',
      'test/actions/drift/changed-words.test.ts',
      'test/actions/drift/corpus.test.ts',
      'test/actions/drift/denied-by-policy.test.ts',
      'test/actions/drift/groups.test.ts',
      'test/actions/drift/ignore-list.test.ts',
      'test/actions/drift/merge-reports.test.ts',
      'test/actions/drift/plan-judgement.test.ts',
      'test/actions/drift/report.test.ts',
      'test/actions/drift/report-lines.test.ts',
      'test/actions/drift/statement-change.test.ts',
      'test/actions/exit-codes.test.ts',
    ],
    share: 20,
  },
  {
    name: 'validate',
    code: ['actions/validate/finding.ts', 'actions/validate/validate-tenant.ts'],
    tests: ['test/actions/validate/field-of-finding.test.ts', 'test/actions/validate/findings.test.ts'],
    share: 50,
  },
  {
    name: 'keys',
    code: ['actions/keys/key-rotation.ts'],
    tests: ['test/actions/keys/key-rotation.test.ts'],
    share: 100,
  },
  {
    name: 'iam',
    code: ['iam/*.ts'],
    except: ['iam/index.ts'],
    tests: ['test/iam/!(differential|*.property|pure).test.ts', 'test/iam/syntax.property.test.ts'],
    share: 15,
  },
  {
    name: 'reach',
    code: ['iam/reach/*.ts'],
    except: ['iam/reach/index.ts'],
    tests: ['test/iam/reach/cases.test.ts', 'test/iam/reach/rights.test.ts'],
    share: 5,
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
