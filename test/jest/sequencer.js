/**
 * The suites that take long first, also where nothing is known of a run before: in a fresh clone, in CI. For one that
 * starts last, the other processors wait.
 */
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** On an idle machine. Who is not named takes less than any of these. */
const SECONDS = {
  'actions/drift/access-key.test.ts': 20,
  'command-line/interrupts.test.ts': 18,
  'local-aws/decision-table.test.ts': 17,
  'e2e/verify/clean-up.test.ts': 15,
  'package/tarball.test.ts': 14,
  'actions/drift/fleet-runs.test.ts': 13,
  'local-aws/state.test.ts': 12,
  'house/arrows.test.ts': 12,
  'actions/drift/fleet.test.ts': 12,
  'e2e/verify/trouble.test.ts': 12,
  'e2e/verify/sabotage.test.ts': 11,
  'e2e/verify/access-key.test.ts': 11,
  'actions/validate/mutation.test.ts': 11,
  'actions/drift/remediation.test.ts': 10,
  'local-aws/process.test.ts': 9,
  'house/exports.test.ts': 9,
  'stacks/taken-over.test.ts': 8,
  'command-line/complete.test.ts': 8,
  'e2e/verify/witness.test.ts': 8,
  'e2e/vendors/connections.test.ts': 8,
  'aws/deployed/foreign-answers.test.ts': 8,
  'actions/deploy/interrupted.test.ts': 7,
  'e2e/verify/counter.test.ts': 7,
  'iam/reach/cases.test.ts': 6,
};
const OTHERS = 3;
/** Terraform still works on their stage when the first tests run, so they come after those that take longer. */
const STAGED = 5;

module.exports = class extends Sequencer {
  /** Milliseconds. */
  time(test) {
    if (test.context.config.displayName?.name === 'e2e') return STAGED * 1000;
    const folder = join(test.context.config.rootDir, 'test/');
    return super.time(test) ?? (SECONDS[test.path.slice(folder.length)] ?? OTHERS) * 1000;
  }
};
