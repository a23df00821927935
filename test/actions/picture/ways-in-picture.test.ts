/** What is but the way to something, such as through the access point: red where all that it leads to is lost, and not before. */
import { deployedPicture } from '../../../actions/picture/deployed-picture';
import { edgeText } from '../../../report/picture/picture';
import { aTenant, type TenantChange } from '../../a-tenant';
import { type Change, changed } from '../../corpus/change';
import { PROJECT } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';

const GET_ONLY: TenantChange = {
  grants: [
    { prefix: 'a/', allow: ['get'], extraActions: [] },
    { prefix: 'b/', allow: ['get'], extraActions: [] },
  ],
};
const POINT: TenantChange = { ...GET_ONLY, accessPoint: { name: 'acme-point' } };
const TWO_IDS: TenantChange = { externalIds: ['first-id', 'second-id'] };
const withIds = (...ids: readonly string[]): readonly Change[] => [
  {
    policy: 'trust',
    change: { Vendor1: { Condition: { StringEquals: { 'sts:ExternalId': ids } } } },
  },
];
const dropped = (...drop: readonly string[]): readonly Change[] => [{ policy: 'role', drop }];

test.each<[string, TenantChange, readonly Change[], readonly string[]]>([
  [
    'one of two prefixes is lost',
    GET_ONLY,
    dropped('Objects1'),
    ["acme-exchange → a/: get, by Grant0 of the tenant's file (in the file, and not allowed)"],
  ],
  [
    'both prefixes are lost',
    GET_ONLY,
    dropped('Objects1', 'Objects2'),
    [
      's3-handshake-acme-prod → acme-exchange: directly (in the file, and not allowed)',
      "acme-exchange → a/: get, by Grant0 of the tenant's file (in the file, and not allowed)",
      "acme-exchange → b/: get, by Grant1 of the tenant's file (in the file, and not allowed)",
    ],
  ],
  [
    'a prefix more',
    GET_ONLY,
    [
      {
        policy: 'role',
        add: [
          {
            Sid: 'More',
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::acme-exchange/c/*',
          },
        ],
      },
    ],
    ['acme-exchange → c/: get, by More of s3-handshake-access (not in the file)'],
  ],
  [
    'the access point is gone',
    POINT,
    [{ absent: 'access-point' }],
    [
      expect.stringContaining('s3-handshake-acme-prod → acme-exchange: location, by BucketLocation'),
      's3-handshake-acme-prod → acme-point: may use (in the file, and not allowed)',
      'acme-point → acme-exchange: delegates (in the file, and not allowed)',
      expect.stringContaining('acme-exchange → a/: get, by Objects1'),
      expect.stringContaining('acme-exchange → b/: get, by Objects2'),
    ],
  ],
  [
    'one of two external IDs is lost',
    TWO_IDS,
    withIds('first-id'),
    [
      "999988887777 amperity-plugin → second-id: AssumeRole, by Vendor0 of the tenant's file (in the file, and not allowed)",
      "second-id → s3-handshake-acme-prod: StringEquals, by Vendor0 of the tenant's file (in the file, and not allowed)",
    ],
  ],
  [
    'none of the external IDs is asked for',
    TWO_IDS,
    [{ policy: 'trust', change: { Vendor1: { Condition: null } } }],
    [
      '999988887777 amperity-plugin → s3-handshake-acme-prod: AssumeRole, no external ID, by Vendor1 of the trust policy (not in the file)',
    ],
  ],
  [
    'another external ID is taken too',
    TWO_IDS,
    withIds('first-id', 'second-id', 'third-id'),
    [
      '999988887777 amperity-plugin → s3-handshake-acme-prod: AssumeRole, another external ID, by Vendor1 of the trust policy (not in the file)',
    ],
  ],
  [
    'any external ID is taken',
    TWO_IDS,
    [{ policy: 'trust', change: { Vendor1: { Condition: { Null: { 'sts:ExternalId': 'false' } } } } }],
    [
      '999988887777 amperity-plugin → s3-handshake-acme-prod: AssumeRole, another external ID, by Vendor1 of the trust policy (not in the file)',
    ],
  ],
  [
    'an external ID is taken where there is one',
    TWO_IDS,
    [
      {
        policy: 'trust',
        change: {
          Vendor1: { Condition: { StringEqualsIfExists: { 'sts:ExternalId': ['first-id', 'second-id'] } } },
        },
      },
    ],
    [
      '999988887777 amperity-plugin → s3-handshake-acme-prod: AssumeRole, no external ID, by Vendor1 of the trust policy (not in the file)',
    ],
  ],
])('%s', async (_, tenantChange, changes, edges) => {
  const tenant = aTenant(tenantChange);
  const project = { ...PROJECT, tenants: [tenant] };
  const readings = changed(deployedReadings(tenant), changes);
  const picture = await deployedPicture(project, tenant, readings, new AbortController().signal);
  if (!picture) throw new Error('there is no picture');
  const different = picture.edges.filter(({ state }) => state !== 'expected');
  expect(different.map((edge) => edgeText(picture, edge))).toEqual(edges);
});
