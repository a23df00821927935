/**
 * A role or user that is deleted turns into its unique id in every policy that names it. One that is made anew under
 * the old name is somebody else, whom those policies do not mean.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { setBucketPolicy } from './bucket-policies';
import { askIam } from './iam-directory';
import { askKms } from './kms-keys';
import type { Query } from './message';
import { awsPrincipals } from './policy-checks';
import { renamed } from './principal-names';
import type { World } from './world';

export interface NamedPrincipal {
  readonly arn: string;
  readonly id: string;
}

/** The principal that an operation is about to delete. */
export async function principalNamed(
  { iam }: World,
  account: string,
  action: string,
  form: Query,
): Promise<NamedPrincipal | undefined> {
  if (action !== 'DeleteRole' && action !== 'DeleteUser') return undefined;
  const { roles, users } = await iam.written(account);
  return action === 'DeleteRole'
    ? roles.get(form.get('RoleName') ?? '')
    : users.get(form.get('UserName') ?? '');
}

/** Rewrites every policy that names the principal: of buckets, access points, roles and keys, in all accounts. */
export async function noteDeleted(world: World, deleted: NamedPrincipal): Promise<void> {
  const names = (policy: string | undefined): policy is string =>
    policy !== undefined && awsPrincipals(policy).includes(deleted.arn);
  for (const bucket of world.buckets.values()) {
    if (names(bucket.policy)) await setBucketPolicy(world, bucket, withId(bucket.policy, deleted));
  }
  for (const point of world.accessPoints.all()) {
    if (names(point.policy)) point.policy = withId(point.policy, deleted);
  }
  for (const account of world.iam.accounts()) {
    const roles = [...(await world.iam.written(account)).roles.values()].filter(({ trust }) => names(trust));
    for (const { name, trust } of roles) {
      const PolicyDocument = withId(trust, deleted);
      await askIam(world.moto, account, { Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument });
    }
    if (roles.length > 0) await world.iam.changed(account);
  }
  const keys = await Promise.all(world.kmsKeys.values());
  for (const key of keys) {
    if (!key || !names(key.policy)) continue;
    const input = { KeyId: key.arn, PolicyName: 'default', Policy: withId(key.policy, deleted) };
    await askKms(world, key.account, key.region, 'PutKeyPolicy', input);
  }
  world.kmsKeys.clear();
}

function withId(policy: string, { arn, id }: NamedPrincipal): string {
  return renamed(policy, (principal) => (principal === arn ? id : principal));
}
