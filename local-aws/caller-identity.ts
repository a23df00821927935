/** What STS tells a caller about itself. */
import type { Caller } from './credentials';
import type { World } from './world';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export interface CallerIdentity {
  readonly UserId: string;
  readonly Account: string;
  readonly Arn: string;
}

export async function callerIdentity(world: World, caller: Caller): Promise<CallerIdentity> {
  switch (caller.kind) {
    case 'anonymous':
      return { UserId: 'anonymous', Account: '', Arn: 'anonymous' };
    case 'root':
      return { UserId: caller.account, Account: caller.account, Arn: `arn:aws:iam::${caller.account}:root` };
    case 'user': {
      const user = (await world.iam.written(caller.account)).users.get(caller.name);
      const arn = user?.arn ?? `arn:aws:iam::${caller.account}:user/${caller.name}`;
      return { UserId: user?.id ?? caller.name, Account: caller.account, Arn: arn };
    }
    case 'role-session':
      return {
        UserId: `${caller.roleId}:${caller.sessionName}`,
        Account: caller.account,
        Arn: `arn:aws:sts::${caller.account}:assumed-role/${caller.roleName}/${caller.sessionName}`,
      };
    case 'federated-user':
      return {
        UserId: `${caller.account}:${caller.name}`,
        Account: caller.account,
        Arn: `arn:aws:sts::${caller.account}:federated-user/${caller.name}`,
      };
  }
}
