/** Principals as the policy engine knows them: the vendor's, the target role's, and people who have no business here. */
import { type Partition, parseArn } from '../../config/values/arn';
import type { Policy, Principal } from '../../iam';

const ANY_ROLE = 's3-handshake-any-role';
const SESSION = 's3-handshake-verify';

/** Of an ARN as it stands in a tenant's file. An account's root stands for all of the account: any role there will do. */
export function principalOf(arn: string): Principal {
  const { partition = 'aws', account = '', resource = '' } = parseArn(arn) ?? {};
  if (resource.startsWith('user/')) return { kind: 'user', arn };
  return resource.startsWith('role/')
    ? roleSession(partition, account, resource.slice('role/'.length))
    : roleSession(partition, account, ANY_ROLE);
}

/** `path`: of the role, without the first `/`: `vendors/amperity`. */
export function roleSession(partition: Partition, account: string, path: string): Principal {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    kind: 'role-session',
    roleArn: `arn:${partition}:iam::${account}:role/${path}`,
    sessionArn: `arn:${partition}:sts::${account}:assumed-role/${name}/${SESSION}`,
  };
}

export interface Candidate {
  readonly name: string;
  readonly principal: Principal;
  /** Twelve digits; undefined for whoever belongs to no account. */
  readonly account: string | undefined;
}

/** Somebody whom no policy of ours should name. */
export function strangerIn(partition: Partition, account: string): Candidate {
  return {
    name: `any role of account ${account}`,
    principal: roleSession(partition, account, 's3-handshake-stranger'),
    account,
  };
}

export const ANONYMOUS: Candidate = {
  name: 'anybody without a signature',
  principal: { kind: 'anonymous' },
  account: undefined,
};

/** An account that is none of these. */
export function foreignAccount(...accounts: readonly string[]): string {
  return ['123456789012', '210987654321', '345678901234'].find((one) => !accounts.includes(one)) ?? '';
}

/** Whomever the Allow statements of a policy name, one for each. What AWS shows of the deleted is left out: it lets nobody in. */
export function namedIn(policy: Policy, partition: Partition, stranger: string): readonly Candidate[] {
  return policy.statements.flatMap(({ effect, principal }) => {
    if (effect !== 'Allow' || !principal) return [];
    return principal.principals.flatMap((pattern): readonly Candidate[] => {
      switch (pattern.kind) {
        case 'everyone':
          return [strangerIn(partition, stranger)];
        case 'account':
          return [strangerIn(partition, pattern.account)];
        case 'arn': {
          const arn = pattern.text
            .replace(/:assumed-role\/([^/]+)\/.*$/, ':role/$1')
            .replace(':sts:', ':iam:');
          return [{ name: pattern.text, principal: principalOf(arn), account: parseArn(arn)?.account }];
        }
        case 'service':
          return [
            { name: pattern.text, principal: { kind: 'service', service: pattern.text }, account: undefined },
          ];
        case 'federated':
          return [
            {
              name: pattern.text,
              principal: { kind: 'federated', provider: pattern.text },
              account: undefined,
            },
          ];
        default:
          return [];
      }
    });
  });
}
