/** A run as one JSON document. */
import { documentHead } from '../../report/json-document';
import { OUTCOMES, type TenantOutcome } from './outcome';
import type { DeployReport } from './report-schema';
import type { DeployRun } from './work';

export function jsonReport({ operation, outcomes, leftOut, exitCode }: DeployRun): DeployReport {
  const count = (outcome: TenantOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length;
  return {
    ...documentHead('deploy-report'),
    operation,
    exitCode,
    summary: Object.fromEntries(
      OUTCOMES.map((outcome) => [outcome, count(outcome)]),
    ) as DeployReport['summary'],
    tenants: outcomes.map(
      ({ tenant: { name, account, region }, changes, rights, lost, outputs, seconds, ...rest }) => ({
        tenant: name,
        account,
        region,
        ...rest,
        changes: changes.map((change) => ({ ...change })),
        rights: [...rights],
        lost: [...lost],
        outputs: { ...outputs },
        milliseconds: Math.round(seconds * 1_000),
      }),
    ),
    leftOut: leftOut.map((problem) => ({ ...problem })),
  };
}
