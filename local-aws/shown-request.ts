/** A request and what was decided of it, as people are shown it. */
import { type Decision, explain, type Policy, type StatementRef } from '../iam';
import { callerIdentity } from './caller-identity';
import type { Outcome } from './gate';
import type { Judged } from './judged-request';
import type { Incoming } from './message';
import { everyPolicy } from './parsed-policies';
import type { ShownDecision, ShownRequest } from './recent-requests';
import { statementText } from './shown-statement';
import type { World } from './world';

export function requestIdOf({ answer: { headers } }: Outcome): string {
  return headers['x-amz-request-id'] ?? headers['x-amzn-requestid'] ?? '';
}

/**
 * What shows a request, whenever somebody looks. It holds on to nothing that was sent but its first line: bodies are
 * large. `at`: milliseconds since the epoch.
 */
export function showing(
  world: World,
  at: number,
  { method, path }: Incoming,
  outcome: Outcome,
): () => Promise<ShownRequest> {
  const { call, address, answer, refusal } = outcome;
  const { caller, notes } = call ?? {};
  const known = {
    requestId: requestIdOf(outcome),
    time: new Date(at).toISOString(),
    service: address?.service ?? '',
    operation: notes?.operation ?? '',
    method,
    path,
    status: answer.status,
    ...(refusal ? { code: refusal.code } : {}),
  };
  return async () => ({
    ...known,
    caller: caller ? (await callerIdentity(world, caller)).Arn : '',
    decisions: (notes?.judged ?? []).map(shownDecision),
  });
}

function shownDecision({ decision, action, arn, policies, point }: Judged): ShownDecision {
  const all = [...everyPolicy(policies), ...(point ? [point] : [])];
  const statements = statementsOf(decision).map((ref) => ({
    name: ref.sid || String(ref.index + 1),
    policy: ref.policy,
    text: textOf(ref, all),
  }));
  return { outcome: decision.outcome, action, resource: arn, why: explain(decision), statements };
}

function statementsOf(decision: Decision): readonly StatementRef[] {
  const { reason } = decision;
  switch (reason.kind) {
    case 'statements':
      return reason.statements;
    case 'explicit-deny':
      return [reason.statement];
    case 'no-allow':
      return reason.nearest ? [reason.nearest.statement] : [];
    case 'unknown':
      return reason.statements.map(({ statement }) => statement);
    default:
      return [];
  }
}

function textOf({ policy, policyKind, index }: StatementRef, all: readonly Policy[]): string {
  const found = all.find(({ name, kind }) => name === policy && kind === policyKind);
  const statement = found?.statements.find((one) => one.index === index);
  return statement ? statementText(statement) : '';
}
