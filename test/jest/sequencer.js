/**
 * The suites that take long first, also where nothing is known of a run before: in a fresh clone, in CI. For one that
 * starts last, the other processors wait.
 */
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** On an idle machine. Who is not named takes less than any of these. */
const SECONDS = {
  'e2e/drift.test.ts': 50,
  'e2e/deployment.test.ts': 40,
  'actions/drift/fleet.test.ts': 35,
  'e2e/verify/sabotage.test.ts': 30,
  'actions/validate/mutation.test.ts': 28,
  'e2e/verify/clean-up.test.ts': 25,
  'actions/drift/fleet-runs.test.ts': 24,
  'actions/drift/access-key.test.ts': 20,
  'package/tarball.test.ts': 20,
  'local-aws/decision-table.test.ts': 20,
  'e2e/examples.test.ts': 20,
  'e2e/verify/access-key.test.ts': 18,
  'e2e/export.test.ts': 16,
  'actions/drift/remediation.test.ts': 16,
  'actions/validate/against/against.test.ts': 15,
  'e2e/verify/counter.test.ts': 15,
  'e2e/verify/trouble.test.ts': 15,
  'e2e/verify/witness.test.ts': 13,
  'house/arrows.test.ts': 13,
  'iam/reach/cases.test.ts': 12,
  'local-aws/process.test.ts': 12,
  'aws/deployed/foreign-answers.test.ts': 12,
  'actions/onboarding/table.test.ts': 11,
};
const OTHERS = 5;

module.exports = class extends Sequencer {
  /** Milliseconds. */
  time(test) {
    const folder = join(test.context.config.rootDir, 'test/');
    return super.time(test) ?? (SECONDS[test.path.slice(folder.length)] ?? OTHERS) * 1000;
  }
};
