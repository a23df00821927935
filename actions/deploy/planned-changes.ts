/** A plan in words: what becomes of each resource, and what cannot be had back. */
import { EFFECTS, effectOf, type PlanDocument, type ResourceChange } from '../../terraform/plan-document';
import type { PlannedChange } from './outcome';

/** The guards' own notes, which stand for nothing in AWS. */
const NOT_IN_AWS = 'terraform_data';

/** By what users know a resource, in this order. */
const NAMES = ['bucket', 'name', 'role_name', 'user_name', 'role', 'user'] as const;

export function plannedChanges({ resource_changes: all = [] }: PlanDocument): readonly PlannedChange[] {
  return all.flatMap((change) => {
    const effect = effectOf(change);
    if (effect === undefined || change.type === NOT_IN_AWS) return [];
    return [{ effect, resource: `${change.type} ${nameOf(change)}`, address: change.address }];
  });
}

function nameOf({ change, address }: ResourceChange): string {
  const values = change.after ?? change.before ?? {};
  // A policy's own name says more than that of what it is on.
  const names = typeof values.policy === 'string' && typeof values.name === 'string' ? ['name'] : NAMES;
  const name = names.map((field) => values[field]).find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? name : address;
}

/** What the destruction of a resource of this type takes with it. */
const LOST: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => string>> = {
  aws_s3_bucket: ({ bucket, force_destroy: emptied }) =>
    emptied === true
      ? `the bucket ${bucket} with every object and every version in it`
      : `the bucket ${bucket}; Terraform refuses while an object is in it`,
  aws_iam_role: ({ arn, name }) =>
    `the role ${arn ?? name}: the vendor loses access; a new role of the same name does not restore it until the vendor is told`,
  aws_iam_user: ({ arn }) => `the user ${arn} with its access keys`,
  aws_s3_access_point: ({ arn, alias }) =>
    `the access point ${arn} and its alias ${alias}, which never comes back`,
};

export function lostBy({ resource_changes: all = [] }: PlanDocument): readonly string[] {
  return all.flatMap((change) => {
    const effect = effectOf(change);
    const lost = LOST[change.type];
    if ((effect !== 'destroyed' && effect !== 'replaced') || !lost) return [];
    // What is taken over and replaced at once stands in no state yet.
    return [lost(change.change.before ?? change.change.after ?? {})];
  });
}

/** `12 made, 1 replaced`; empty where there are none. */
export function countsOf(changes: readonly PlannedChange[]): string {
  return EFFECTS.flatMap((effect) => {
    const count = changes.filter((change) => change.effect === effect).length;
    return count === 0 ? [] : [`${count} ${effect}`];
  }).join(', ');
}
