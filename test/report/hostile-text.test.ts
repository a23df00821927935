/** Whatever AWS, a file or a document says: no output moves a cursor, turns a direction or shows a line that is not ours. */
import { reportJson } from '../../actions/drift/report/document';
import { reportJunit } from '../../actions/drift/report/junit';
import { reportMarkdown } from '../../actions/drift/report/markdown';
import { reportSarif } from '../../actions/drift/report/sarif';
import { reportText } from '../../actions/drift/report/text';
import type { HandoverDocument } from '../../actions/handover/handover-document';
import { handoverHtml } from '../../actions/handover/handover-html';
import { handoverMarkdown, handoverText } from '../../actions/handover/handover-text';
import { lintText } from '../../actions/lint/lint';
import * as lint from '../../actions/lint/report';
import * as lintSarif from '../../actions/lint/sarif-report';
import { problemFinding } from '../../actions/validate/finding';
import type { Report } from '../../actions/validate/report';
import { VALIDATE_FORMATS } from '../../actions/validate/report-files';
import * as validateJson from '../../actions/validate/report-json';
import { VERIFY_FORMATS } from '../../actions/verify/report-files';
import * as verifyJson from '../../actions/verify/report-json';
import { runText } from '../../actions/verify/report-text';
import type { VerifyRun } from '../../actions/verify/verify-tenants';
import { findingText } from '../../report/finding-text';
import { jsonDocument } from '../../report/json-document';
import { aTenant } from '../a-tenant';
import { aFinding, aReport, aResult } from '../actions/drift/findings';
import { aVerifyReport } from '../actions/verify/a-report';
import { LOG } from './sarif-schema';
import { junitProblems } from './xsd';

const FORGED = 'FORGED';
/** Each kind: a colour, C1's own introducer, a title set, a direction turned, ends of lines of five kinds, half a pair. */
const HOSTILE = `a\u001b[31m\u009b2K\u001b]0;t\u0007\u202e\u2066\u200f\n${FORGED}\r${FORGED}\u0085${FORGED}\u2028${FORGED}\u2029${FORGED}\ud800\u0000 z`;

const drift = aReport(
  [
    aResult('acme-prod', [
      aFinding({
        attribute: `tags.${HOSTILE}`,
        expected: HOSTILE,
        actual: { [HOSTILE]: HOSTILE },
        message: HOSTILE,
        remediation: HOSTILE,
        resource: { kind: 'bucket', arn: `arn:aws:s3:::${HOSTILE}` },
      }),
    ]),
    aResult(
      HOSTILE,
      [],
      [
        {
          tenant: HOSTILE,
          account: '111122223333',
          resource: HOSTILE,
          right: 's3:GetBucketPolicy',
          reason: 'failed',
          message: HOSTILE,
        },
      ],
    ),
  ],
  { leftOut: [{ file: `tenants/${HOSTILE}.yaml`, line: 1, column: 1, path: HOSTILE, message: HOSTILE }] },
);

const problem = { file: `tenants/${HOSTILE}.yaml`, line: 1, column: 1, path: HOSTILE, message: HOSTILE };
const validated: Report = {
  tenants: [],
  problems: [problemFinding(problem)],
  notices: [problem],
  exitCode: 2,
};

const verifiedTenant = aVerifyReport(
  aTenant({ acceptNoExternalId: HOSTILE }),
  ({ check }) => ({
    status: check.expected === 'denied' ? 'fail' : 'error',
    message: HOSTILE,
    code: HOSTILE,
  }),
  { caller: HOSTILE, owner: HOSTILE, residue: [{ key: HOSTILE, expected: false, why: HOSTILE }] },
);
const verified: VerifyRun = { reports: [verifiedTenant], leftOut: [problem], exitCode: 1 };

const handover: HandoverDocument = {
  tenant: 'acme-prod',
  vendor: HOSTILE,
  product: HOSTILE,
  fields: [{ field: HOSTILE, value: HOSTILE, note: HOSTILE }],
  attention: [HOSTILE],
  alsoNeeds: [HOSTILE],
  connectionTest: HOSTILE,
  connectionCalls: [HOSTILE],
  errors: [{ message: HOSTILE, cause: HOSTILE, cure: HOSTILE }],
  files: [{ key: HOSTILE, type: HOSTILE, bytes: 1 }],
};

async function linted(): Promise<readonly lint.LintedFile[]> {
  const said = JSON.stringify(HOSTILE);
  const policy = `{"Version":"2012-10-17","Statement":[{"Sid":${said},"Effect":"Allow","Action":"s3:Get${HOSTILE}","Resource":${said}}]}`;
  return [lint.lintedFile(`${HOSTILE}.json`, await lintText(policy)), { file: HOSTILE, error: HOSTILE }];
}

const TEXTS: Readonly<Record<string, () => string | Promise<string>>> = {
  'drift: text': () => reportText(drift),
  'drift: markdown': () => reportMarkdown(drift),
  'drift: JUnit': () => reportJunit(drift),
  'validate: text': () => validated.problems.map((finding) => findingText(finding)).join(''),
  'validate: markdown': () => VALIDATE_FORMATS.markdown.render(validated),
  'validate: JUnit': () => VALIDATE_FORMATS.junit.render(validated),
  'verify: text': () => runText(verified),
  'verify: text, all of it': () => runText(verified, { isVerbose: true }),
  'verify: markdown': () => VERIFY_FORMATS.markdown.render(verified),
  'verify: JUnit': () => VERIFY_FORMATS.junit.render(verified),
  'lint: text': async () => lint.humanReport(await linted()),
  'handover: text': () => handoverText(handover),
  'handover: markdown': () => handoverMarkdown([handover]),
  'handover: HTML': () => handoverHtml([handover]),
};

const DOCUMENTS: Readonly<Record<string, () => string | Promise<string>>> = {
  'drift: JSON': () => reportJson(drift),
  'drift: SARIF': () => reportSarif(drift),
  'validate: JSON': () => jsonDocument(validateJson.jsonReport(validated)),
  'validate: SARIF': () => VALIDATE_FORMATS.sarif.render(validated),
  'verify: JSON': () => jsonDocument(verifyJson.jsonReport(verified)),
  'verify: SARIF': () => VERIFY_FORMATS.sarif.render(verified),
  'lint: JSON': async () => lint.jsonReport(await linted()),
  'lint: SARIF': async () => lintSarif.sarifReport(await linted()),
};

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test.each(Object.entries({ ...TEXTS, ...DOCUMENTS }))('%s shows what is not seen', async (_, render) => {
  const lines = (await render()).split('\n');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => UNSEEN.test(line))).toEqual([]);
  // A line of the document may be shown, behind blanks; none of it begins a line of the report.
  expect(lines.filter((line) => line.startsWith(FORGED))).toEqual([]);
  expect(lines.join('\n')).toContain(FORGED);
});

test.each(Object.entries(DOCUMENTS))('%s is JSON still', async (_, render) => {
  const document = JSON.parse(await render());
  if ('runs' in document) LOG.parse(document);
});

test('a JSON report holds what was there, character by character', () => {
  const { findings } = JSON.parse(reportJson(drift));
  expect(findings[0].message).toBe(HOSTILE);
});

test.each(Object.entries(TEXTS).filter(([name]) => name.endsWith('JUnit')))(
  '%s fits its schema still',
  async (_, render) => {
    expect(junitProblems(await render())).toEqual([]);
  },
);
