/** The statements that can bear on a request for an action and a resource; most of a large policy cannot. */
import { type ArnParts, matchesArn, matchesResourceArn, splitArn } from '../arn';
import type { ActionElement, Policy, ResourceElement, Statement } from '../policy';
import { patternsNear, statementsNear } from '../resource-patterns';
import { some } from '../truth';
import { matchesGlob } from '../wildcard';

/** The policy's statements about the action, in lower case. */
export function naming(policy: Policy, action: string): Policy {
  return withOnly(
    policy,
    policy.statements.filter((statement) => namesAction(statement, action)),
  );
}

/** The policy's statements about one of the ARNs by which the resource goes, its own and the access point's. */
export function reaching(policy: Policy, arns: readonly string[]): Policy {
  const parts = arns.map(splitArn);
  return withOnly(
    policy,
    statementsNear(policy, arns).filter((statement) => parts.some((arn) => canMatch(statement, arn))),
  );
}

/**
 * The same, to be asked about these ARNs alone: what is certain of the statements' resources, whatever variables hold,
 * is left out, so that it is compared once.
 */
export function settledAt(policy: Policy, arns: readonly string[]): Policy {
  const parts = arns.map(splitArn);
  const about = reaching(policy, arns);
  const isCertain = ({ resource }: Statement): boolean =>
    resource !== undefined && parts.every((arn) => mustMatch(resource, arn));
  if (!about.statements.some(isCertain)) return about;
  return {
    ...about,
    statements: about.statements.map((statement) =>
      isCertain(statement) ? withoutResource(statement) : statement,
    ),
  };
}

const anywhere = new WeakMap<Statement, Statement>();

function withoutResource(statement: Statement): Statement {
  const { resource: _everywhere, ...rest } = statement;
  const known = anywhere.get(statement) ?? rest;
  anywhere.set(statement, known);
  return known;
}

function mustMatch(resource: ResourceElement, arn: ArnParts): boolean {
  const truth = some(patternsNear(resource, arn), (pattern) =>
    pattern ? matchesResourceArn(pattern, arn, unknown) : 'unknown',
  );
  return truth === (resource.element === 'Resource' ? 'yes' : 'no');
}

function unknown(): 'unknown' {
  return 'unknown';
}

function withOnly(policy: Policy, statements: readonly Statement[]): Policy {
  return statements.length === policy.statements.length ? policy : { ...policy, statements };
}

export function namesAction({ action }: Statement, name: string): boolean {
  return names(action, name);
}

/** `name` in lower case. */
export function names(action: ActionElement, name: string): boolean {
  return action.globs.some((glob) => matchesGlob(glob, name)) === (action.element === 'Action');
}

/** Whether there are values of variables with which the statement's Resource matches. */
export function canMatch({ resource }: Statement, arn: readonly string[]): boolean {
  if (resource === undefined) return true;
  const isList = resource.element === 'Resource';
  return (
    isList ===
    patternsNear(resource, arn).some((pattern) => {
      const truth = pattern ? matchesArn(pattern, arn, () => 'unknown') : 'unknown';
      return isList ? truth !== 'no' : truth === 'yes';
    })
  );
}
