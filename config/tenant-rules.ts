/** All rules for one tenant by itself: what its fields mean together, with the vendor's profile and the fleet's settings. */
import { bucketCanBeMade, existingIsLeftAlone, keyIsNearBucket, logsGoElsewhere } from './bucket-rules';
import { grantsAreDisjoint, grantsCoverAUse, layoutIsTheVendors } from './grant-rules';
import { quote } from './quote';
import { isKnownRegion } from './region';
import {
  accessPointSuitsVendor,
  boundaryIsInAccount,
  chainedSessionsAreShort,
  revocationLiesBehind,
  roleNameIsTheVendors,
  tagsAreFew,
} from './role-rules';
import { templatesFitPlace } from './template-rules';
import { notice, problem, type Ruling, type TenantRule, type TenantView } from './tenant-draft';
import {
  acceptanceIsNeeded,
  externalIdFitsVendor,
  externalIdNotices,
  firstPhaseIsSaid,
  principalFitsPlace,
  principalIsTheVendors,
  verifierIsAnother,
} from './trust-rules';

const nameIsTheFiles: TenantRule = ({ says, name }) =>
  says.tenant === undefined || says.tenant === name
    ? []
    : [
        problem(
          ['tenant'],
          `is ${quote(says.tenant)}, but the file is called ${name}.yaml; both must be the same`,
        ),
      ];

const regionIsGiven: TenantRule = ({ has, fleet, region }) => {
  if (!has('region') && fleet.defaults.region === undefined)
    return [
      problem(
        ['region'],
        "is missing: the bucket's region, and handshake.yaml has no defaults.region either",
      ),
    ];
  if (region !== undefined && !isKnownRegion(region))
    return [
      notice(['region'], `${region} was not there when this version was made; check that it is no slip`),
    ];
  return [];
};

const vendorCanBeDeployed: TenantRule = ({ vendor }) => {
  if (!vendor || vendor.mechanism === 'assume-role') return [];
  const way = vendor.mechanism === 'bucket-policy' ? "a bucket policy's Allow" : 'web identity (OIDC)';
  return [
    problem(
      ['vendor'],
      `${vendor.name} gets in by ${way}, not by assuming a role; the kit does not make that`,
    ),
  ];
};

const RULES: readonly TenantRule[] = [
  nameIsTheFiles,
  regionIsGiven,
  vendorCanBeDeployed,
  principalFitsPlace,
  principalIsTheVendors,
  externalIdFitsVendor,
  acceptanceIsNeeded,
  externalIdNotices,
  firstPhaseIsSaid,
  verifierIsAnother,
  existingIsLeftAlone,
  bucketCanBeMade,
  keyIsNearBucket,
  logsGoElsewhere,
  grantsAreDisjoint,
  layoutIsTheVendors,
  grantsCoverAUse,
  roleNameIsTheVendors,
  boundaryIsInAccount,
  chainedSessionsAreShort,
  accessPointSuitsVendor,
  tagsAreFew,
  revocationLiesBehind,
  templatesFitPlace,
];

export function judge(view: TenantView): readonly Ruling[] {
  return RULES.flatMap((rule) => rule(view));
}
