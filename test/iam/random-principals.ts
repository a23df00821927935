/** Random principals, and elements that name them or do not. */
import type { PolicyKind, Principal } from '../../iam';
import type { Random } from './random';

export const OWNER = '111111111111';
export const STRANGER = '222222222222';

export function drawPrincipal(random: Random): Principal {
  const account = random.chance(0.6) ? OWNER : STRANGER;
  const user = `arn:aws:iam::${account}:user/${random.pick(['', 'team/'])}red`;
  const role = random.pick(['plugin', 'reader']);
  const path = random.pick(['', '', 'vendors/']);
  return random.pick<Principal>([
    { kind: 'user', arn: user },
    { kind: 'user', arn: user },
    roleSession(account, path, role, random),
    roleSession(account, path, role, random),
    roleSession(account, path, role, random),
    {
      kind: 'federated-user',
      arn: `arn:aws:sts::${account}:federated-user/red`,
      userArn: `arn:aws:iam::${account}:user/red`,
    },
    { kind: 'root', account },
    random.chance(0.5) ? { kind: 'anonymous' } : { kind: 'service', service: 'logging.s3.amazonaws.com' },
  ]);
}

function roleSession(account: string, path: string, role: string, random: Random): Principal {
  return {
    kind: 'role-session',
    roleArn: `arn:aws:iam::${account}:role/${path}${role}`,
    sessionArn: `arn:aws:sts::${account}:assumed-role/${role}/${random.pick(['nightly', 'red'])}`,
  };
}

export function drawPrincipalElement(
  kind: PolicyKind,
  principal: Principal,
  guard: boolean,
  random: Random,
): Readonly<Record<string, unknown>> {
  if (kind === 'resource-control') return { Principal: '*' };
  const own = namesOf(principal);
  const everyone: readonly unknown[] = ['*', { AWS: '*' }];
  const others = [
    { AWS: '333333333333' },
    { AWS: `arn:aws:iam::${OWNER}:role/other` },
    { Service: 'ec2.amazonaws.com' },
  ];
  const element = kind !== 'trust' && guard && random.chance(0.15) ? 'NotPrincipal' : 'Principal';
  if (random.chance(0.15)) return { [element]: random.pick(others) };
  if (random.chance(0.15) || own.length === 0) return { [element]: random.pick(everyone) };
  const names = random.several(1, 3, () => random.pick(own));
  if (principal.kind === 'service') return { [element]: { Service: names } };
  return { [element]: { AWS: names.length === 1 ? names[0] : names } };
}

/** All by which a policy could name the principal. */
function namesOf(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'service':
      return [principal.service];
    case 'root':
      return accountNames(principal.account);
    case 'user':
      return [principal.arn, principal.arn, ...accountNames(principal.arn.split(':')[4])];
    case 'federated-user':
      return [principal.arn, principal.userArn, ...accountNames(principal.arn.split(':')[4])];
    case 'role-session':
      return [
        principal.roleArn,
        principal.sessionArn,
        principal.roleArn,
        ...accountNames(principal.roleArn.split(':')[4]),
      ];
    default:
      return [];
  }
}

function accountNames(account = ''): readonly string[] {
  return [account, `arn:aws:iam::${account}:root`];
}
