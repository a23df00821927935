/**
 * Principals in policies by their ARNs and by their unique ids. AWS keeps ids and shows ARNs, as long as the principal is
 * there: a policy that is written with the id of one that exists shows its ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { awsPrincipals } from './policy-checks';
import type { World } from './world';

/** The document with the ARNs of those whom it names by their ids. */
export async function withArns({ iam }: World, document: string): Promise<string> {
  const ids = awsPrincipals(document).filter((principal) => /^A(?:IDA|ROA)/.test(principal));
  if (ids.length === 0) return document;
  const states = await Promise.all(iam.accounts().map((account) => iam.written(account)));
  const arns = new Map(
    states.flatMap(({ roles, users }) =>
      [...roles.values(), ...users.values()].map(({ id, arn }) => [id, arn]),
    ),
  );
  return renamed(document, (principal) => arns.get(principal) ?? principal);
}

/** The document with other names for the principals under the key `AWS`. */
export function renamed(document: string, nameOf: (principal: string) => string): string {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    return typeof value === 'string' ? nameOf(value) : value;
  };
  const rewritten = JSON.parse(document, (key, value) => (key === 'AWS' ? changed(value) : value)) as unknown;
  return JSON.stringify(rewritten);
}
