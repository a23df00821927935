import { EXIT, exitCodeFor } from '../../report/exit-codes';

const { ok, error, finding } = EXIT;

test("the codes are those of Terraform's -detailed-exitcode, and that of Ctrl-C in a shell", () => {
  expect(EXIT).toEqual({ ok: 0, error: 1, finding: 2, interrupted: 130 });
});

test.each([
  [ok, false, false],
  [finding, false, true],
  [error, true, false],
  [error, true, true],
])('%i: inconclusive %s, findings %s', (code, isInconclusive, hasFindings) => {
  expect(exitCodeFor({ isInconclusive, hasFindings })).toBe(code);
});
