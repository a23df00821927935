/** The role, the access point, and what else stands beside them. */
import { parseArn } from '../values/arn';
import { allowsAllOfS3 } from '../values/managed-policy';
import { parsePrincipal } from '../values/principal';
import { quote } from '../values/quote';
import { matchesWhole } from '../values/regular-expression';
import { MOST_TAGS } from '../values/tag';
import { mergeTags, tagTwinProblem } from '../values/tag-keys';
import { notice, problem, type TenantRule } from './tenant-draft';

export const roleNameIsTheVendors: TenantRule = ({ vendor, roleName }) =>
  vendor?.roleName && roleName !== undefined && !matchesWhole(vendor.roleName.pattern, roleName)
    ? [
        problem(
          ['role', 'name'],
          `${quote(roleName)} does not work with ${vendor.name}: it must be ${vendor.roleName.says}`,
        ),
      ]
    : [];

/** A form that takes the role's name alone finds no role with a path. */
export const rolePathIsTheVendors: TenantRule = ({ vendor, says, fleet }) => {
  const own = says.role?.path;
  const path = own ?? fleet.defaults.rolePath;
  if (!vendor?.rolePath || matchesWhole(vendor.rolePath.pattern, path)) return [];
  const whose = own === undefined ? ' (rolePath in handshake.yaml)' : '';
  return [
    problem(
      ['role', 'path'],
      `${quote(path)}${whose} does not work with ${vendor.name}: it must be ${vendor.rolePath.says}`,
    ),
  ];
};

/** A boundary is a policy of the role's own account, or one that AWS manages. */
export const boundaryIsInAccount: TenantRule = ({ says, partition, region }) => {
  const boundary = says.role?.permissionsBoundary;
  const arn = boundary === undefined ? undefined : parseArn(boundary);
  const path = ['role', 'permissionsBoundary'];
  if (!arn) return [];
  if (partition !== undefined && arn.partition !== partition)
    return [
      problem(path, `is of the partition ${arn.partition}, and the region ${region} is in ${partition}`),
    ];
  if (says.account !== undefined && arn.account !== 'aws' && arn.account !== says.account)
    return [
      problem(
        path,
        `is a policy of the account ${arn.account}; it must be one of the customer's, ${says.account}`,
      ),
    ];
  return [];
};

/** Some of AWS's own policies bound other services and nothing of this one. */
export const boundaryBoundsS3: TenantRule = ({ says, fleet }) => {
  const own = says.role?.permissionsBoundary;
  const name = allowsAllOfS3(own ?? fleet.defaults.permissionsBoundary ?? '');
  if (name === undefined) return [];
  const whose = own === undefined ? 'defaults.permissionsBoundary in handshake.yaml is ' : 'is ';
  return [
    notice(
      ['role', 'permissionsBoundary'],
      `${whose}${name}, which allows all of S3: it bounds nothing of this role; s3-handshake deployer-policy --with-boundary prints one that does`,
    ),
  ];
};

/**
 * A vendor that is a role itself chains roles, and AWS ends chained sessions after one hour whatever the role allows.
 * Nothing breaks by a higher value (and an adopted role may have one), so this is a notice.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const chainedSessionsAreShort: TenantRule = ({ says, vendorPrincipals }) => {
  const seconds = says.role?.maxSessionDuration;
  const chained =
    vendorPrincipals.length > 0 && vendorPrincipals.every((arn) => parsePrincipal(arn)?.form === 'role');
  return seconds !== undefined && seconds > 3600 && chained
    ? [
        notice(
          ['role', 'maxSessionDuration'],
          'the vendor is a role, and AWS ends chained sessions after 3,600 seconds whatever is said here; a vendor that asks for more is refused',
        ),
      ]
    : [];
};

export const accessPointSuitsVendor: TenantRule = ({ vendor, has }) => {
  if (!vendor || !has('accessPoint')) return [];
  const { support, says } = vendor.accessPoint;
  const why = says === undefined ? '' : `: ${says}`;
  if (support === 'no')
    return [problem(['accessPoint'], `${vendor.name} does not work through an access point${why}`)];
  if (support === 'undocumented')
    return [
      notice(['accessPoint'], `${vendor.name} does not say whether it works through an access point${why}`),
    ];
  return [];
};

export const tagsAreFew: TenantRule = ({ says, fleet }) => {
  const own = [...new Set([...Object.keys(says.tags ?? {}), ...Object.keys(says.role?.tags ?? {})])];
  const twins = own.flatMap((key) => {
    const message = tagTwinProblem(key, own);
    return message === undefined
      ? []
      : [problem(key in (says.tags ?? {}) ? ['tags', key] : ['role', 'tags', key], message)];
  });
  const count = Object.keys(
    mergeTags(fleet.defaults.tags, Object.fromEntries(own.map((key) => [key, '']))),
  ).length;
  return [
    ...twins,
    ...(count > MOST_TAGS
      ? [
          problem(
            ['tags'],
            `with the fleet's there are ${count} tags; AWS takes 50 on a resource, and one is the kit's`,
          ),
        ]
      : []),
  ];
};

export const revocationLiesBehind: TenantRule = ({ says, now }) =>
  says.revokeSessionsBefore !== undefined && Date.parse(says.revokeSessionsBefore) > now.getTime()
    ? [notice(['revokeSessionsBefore'], 'lies ahead: until then every session is denied, new ones too')]
    : [];
