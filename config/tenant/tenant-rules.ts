/** All rules for one tenant by itself: what its fields mean together, with the vendor's profile and the fleet's settings. */

import { quote } from '../values/quote';
import { isKnownRegion, isOptInRegion } from '../values/region';
import { keyIsDocumented, nothingOfRoles, roleIsBetter } from './access-key-rules';
import {
  aclHeaderIsTaken,
  aclsAreToldOfOthers,
  bucketCanBeMade,
  bucketHasNoDots,
  existingIsLeftAlone,
  keyIsNearBucket,
  keyIsTakenByVendor,
  logsGoElsewhere,
} from './bucket-rules';
import { connectionTestPasses, grantsAreDisjoint, grantsCoverAUse, layoutIsTheVendors } from './grant-rules';
import {
  accessPointSuitsVendor,
  boundaryBoundsS3,
  boundaryIsInAccount,
  chainedSessionsAreShort,
  revocationLiesBehind,
  roleNameIsTheVendors,
  rolePathIsTheVendors,
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
  principalMoves,
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
      notice(
        ['region'],
        `${region} was not there when this version was made; check that it is not a typing error`,
      ),
    ];
  return [];
};

/** The vendor's SDK may ask the global endpoint of STS, as old ones do by default. */
const tokensAreTakenInRegion: TenantRule = ({ region }) =>
  region !== undefined && isOptInRegion(region)
    ? [
        notice(
          ['region'],
          `${region} is a region that accounts switch on: it takes no session token of STS's global endpoint (InvalidToken), so the vendor must ask a regional endpoint of STS, or the account has its global endpoint make tokens of version 2 (aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token)`,
        ),
      ]
    : [];

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

/** Of a role that is assumed. */
const OF_ROLES: readonly TenantRule[] = [
  vendorCanBeDeployed,
  principalFitsPlace,
  principalIsTheVendors,
  principalMoves,
  externalIdFitsVendor,
  acceptanceIsNeeded,
  externalIdNotices,
  firstPhaseIsSaid,
  verifierIsAnother,
  roleNameIsTheVendors,
  rolePathIsTheVendors,
  tokensAreTakenInRegion,
  boundaryIsInAccount,
  chainedSessionsAreShort,
  revocationLiesBehind,
];

/** Of a user with access keys. */
const OF_KEYS: readonly TenantRule[] = [keyIsDocumented, nothingOfRoles, roleIsBetter];

const OF_ALL: readonly TenantRule[] = [
  nameIsTheFiles,
  regionIsGiven,
  existingIsLeftAlone,
  aclsAreToldOfOthers,
  aclHeaderIsTaken,
  bucketCanBeMade,
  bucketHasNoDots,
  keyIsNearBucket,
  keyIsTakenByVendor,
  logsGoElsewhere,
  grantsAreDisjoint,
  layoutIsTheVendors,
  grantsCoverAUse,
  connectionTestPasses,
  accessPointSuitsVendor,
  tagsAreFew,
  templatesFitPlace,
  boundaryBoundsS3,
];

/** By the way in. Of one that is none nobody knows what belongs to it. */
const RULES = { role: [...OF_ALL, ...OF_ROLES], 'access-key': [...OF_ALL, ...OF_KEYS], none: OF_ALL };

export function judge(view: TenantView): readonly Ruling[] {
  return RULES[view.credentials ?? 'none'].flatMap((rule) => rule(view));
}
