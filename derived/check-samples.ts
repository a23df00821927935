/** A check of each kind that verify can plan, for the page of checks: of tenants that have all that there is to check. */
import type { Check } from '../actions/verify/check';
import { CHECK_KINDS, type CheckKind, checkKindOf } from '../actions/verify/check-kinds';
import { checksFor } from '../actions/verify/planned-checks';
import type { Tenant } from '../config/tenant/tenant';

export interface CheckSample {
  readonly kind: CheckKind;
  readonly check: Check;
}

/** In the order of the kinds. Throws where a check has no kind, or a kind no check: the page would leave it out. */
export function checkSamples(tenant: Tenant): readonly CheckSample[] {
  const planned = variantsOf(tenant).flatMap((each) =>
    checksFor(each, { as: 'vendor', through: 'bucket', owner: 'reads and seeds' }),
  );
  const samples = new Map<CheckKind, Check>();
  for (const check of planned) {
    const kind = checkKindOf(check.id);
    if (!kind) throw new Error(`${check.id} is in no kind of actions/verify/check-kinds.ts`);
    if (!samples.has(kind)) samples.set(kind, check);
  }
  return CHECK_KINDS.map((kind) => {
    const check = samples.get(kind);
    if (!check) throw new Error(`no check is of the kind ${kind.id}`);
    return { kind, check };
  });
}

function variantsOf(tenant: Tenant): readonly Tenant[] {
  const { vendor, bucket, target, externalIds } = tenant;
  const everything: Tenant = {
    ...tenant,
    externalIds: [...externalIds, 'the-second'],
    bucket: { ...bucket, existing: true, aclsDisabled: true },
    target: { ...target, permissionsBoundary: 'the one that the file names' },
    grants: [
      { prefix: 'in/', allow: ['get', 'put', 'list', 'delete'], extraActions: ['s3:PutObjectTagging'] },
      { prefix: 'out/', allow: ['put'], extraActions: [] },
    ],
    vendor: {
      ...vendor,
      name: 'the vendor',
      aclHeader: { says: '', source: '' },
      bucketWideActions: ['s3:GetBucketAcl'],
      connectionTest: {
        says: '',
        source: '',
        calls: [{ call: 'list-prefix', known: 'documented', tolerated: false }],
      },
      selfAssume: true,
      trustActions: ['sts:TagSession'],
    },
  };
  return [everything, { ...everything, externalIds: [] }, { ...everything, credentials: 'access-key' }];
}
