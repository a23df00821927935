/** Principals among which a pair of worlds could tell. */
import { accountInArn } from '../arn';
import type { Principal } from '../request';
import { arnClasses, servicesTold } from './arn-classes';
import { VALID } from './language';
import { type Named, namedIn, type PrincipalOptions } from './named-principals';
import { idsOf, lastOf, unnamedId } from './principal-ids';

/** The named first, so that they speak for their class. */
export function candidatesFor(options: PrincipalOptions): readonly Principal[] {
  const named = namedIn(options);
  const arns = [...options.actors, ...named.arns, ...arnClasses(options, named)];
  const accounts = [...new Set([...named.accounts, ...arns.map((arn) => accountInArn(arn) ?? '')])];
  return [
    ...arns.flatMap((arn) => identitiesOf(arn, options, named)),
    ...accounts.filter((account) => /^\d{12}$/.test(account)).map((account) => rootOf(account, options)),
    ...[...named.services, ...servicesTold(options, named), UNNAMED_SERVICE].map(
      (service): Principal => ({ kind: 'service', service }),
    ),
    ...[...named.providers, UNNAMED_PROVIDER].map((provider): Principal => ({ kind: 'federated', provider })),
    { kind: 'anonymous' },
  ];
}

const UNNAMED_SERVICE = 'unnamed.amazonaws.com';
const UNNAMED_PROVIDER = 'unnamed.example.com';

/** Those who go by an ARN: the user, or each of the sessions of the role that could be told apart. */
function identitiesOf(arn: string, options: PrincipalOptions, named: Named): readonly Principal[] {
  const account = accountInArn(arn) ?? '';
  const resource = arn.split(':').slice(5).join(':');
  // A root user goes by its account.
  if (resource === 'root') return [];
  const owners = named.accounts.includes(account) ? [] : named.canonicalUsers;
  return [NO_CANONICAL_USER, ...owners].flatMap((canonicalUser) =>
    membersOf(arn, account, resource, { canonicalUser }, options, named),
  );
}

function membersOf(
  arn: string,
  account: string,
  resource: string,
  owner: { readonly canonicalUser: string },
  options: PrincipalOptions,
  named: Named,
): readonly Principal[] {
  if (resource.startsWith('user/'))
    return idsOf(arn, VALID.userUniqueId, [], options, named).map(([uniqueId]) => ({
      kind: 'user',
      arn,
      uniqueId,
      ...owner,
    }));
  if (resource.startsWith('federated-user/')) {
    const userArn = `arn:${options.partition}:iam::${account}:user/${lastOf(resource)}`;
    return [{ kind: 'federated-user', arn, userArn, uniqueId: unnamedId(false, []), ...owner }];
  }
  const isSession = resource.startsWith('assumed-role/');
  const [, roleName = '', sessionName] = resource.split('/');
  const roleArn = isSession ? `arn:${options.partition}:iam::${account}:role/${roleName}` : arn;
  return idsOf(roleArn, VALID.uniqueId, isSession && sessionName ? [sessionName] : [], options, named).map(
    ([uniqueId, session = '']) => ({
      kind: 'role-session',
      roleArn,
      sessionArn: `arn:${options.partition}:sts::${account}:assumed-role/${lastOf(roleArn)}/${session}`,
      uniqueId,
      ...owner,
    }),
  );
}

/** None whom a policy names. */
const NO_CANONICAL_USER = '0'.repeat(64);

function rootOf(account: string, { partition }: PrincipalOptions): Principal {
  return {
    kind: 'root',
    account,
    ...(partition === 'aws' ? {} : { partition }),
    canonicalUser: NO_CANONICAL_USER,
  };
}
