/** What the fleet's templates become for a tenant must fit the tenant's place too. */
import { parseArn } from '../values/arn';
import { bucketNameProblem } from '../values/bucket-name';
import { quote } from '../values/quote';
import { fillTemplate } from '../values/template';
import { problem, type Ruling, type TenantRule, type TenantView } from './tenant-draft';

export const templatesFitPlace: TenantRule = (view) => [...arnsFit(view), ...logBucketFits(view)];

function fill({ says, region, partition, name }: TenantView, template: string): string | undefined {
  if (says.account === undefined || region === undefined || partition === undefined) return undefined;
  return fillTemplate(template, { account: says.account, region, partition, tenant: name });
}

/**
 * The bucket that access logs are written to, by the tenant's file or by the fleet's settings. Undefined where there is
 * none, where somebody else makes the bucket, and where what the template needs is not known.
 */
export function logBucketOf(view: TenantView): string | undefined {
  const { existing, logging } = view.says.bucket ?? {};
  if (logging !== undefined) return logging.bucket;
  const template = existing === true ? undefined : view.fleet.defaults.logging?.bucket;
  return template === undefined ? undefined : fill(view, template);
}

function arnsFit(view: TenantView): readonly Ruling[] {
  const { fleet, says, region, partition } = view;
  const { deploy, read, verify } = fleet.roles;
  const boundary =
    says.role?.permissionsBoundary === undefined ? fleet.defaults.permissionsBoundary : undefined;
  const templates = {
    'roles.deploy': deploy,
    'roles.read': read,
    'roles.verify': verify,
    'defaults.permissionsBoundary': boundary,
  };
  return Object.entries(templates).flatMap(([field, template]) => {
    const filled = template === undefined ? undefined : fill(view, template);
    const arn = filled === undefined ? undefined : parseArn(filled);
    if (!arn) return [];
    const becomes = `${field} in handshake.yaml becomes ${filled} here`;
    if (arn.partition !== partition)
      return [
        problem(
          ['region'],
          `${becomes}, and the region ${region} is in ${partition}; write it with arn:{partition}:`,
        ),
      ];
    if (field === 'defaults.permissionsBoundary' && arn.account !== 'aws' && arn.account !== says.account)
      return [problem(['account'], `${becomes}, a policy of another account; write it with {account}`)];
    return [];
  });
}

function logBucketFits(view: TenantView): readonly Ruling[] {
  const { name, logging } = view.says.bucket ?? {};
  const filled = logging === undefined ? logBucketOf(view) : undefined;
  if (filled === undefined) return [];
  const becomes = `defaults.logging.bucket in handshake.yaml becomes ${quote(filled)} here`;
  const wrong = bucketNameProblem(filled);
  if (wrong !== undefined) return [problem(['bucket'], `${becomes}: ${wrong}`)];
  if (filled === name)
    return [problem(['bucket', 'name'], `${becomes}, the bucket itself; name another in bucket.logging`)];
  return [];
}
