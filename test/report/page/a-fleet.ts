/** Fleets for pages: of any size, with every state, and names that want to be more than names. */
import type { Fleet, FleetTenant, State } from '../../../report/page/fleet-view';

export const HOSTILE =
  '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">\u202e"]}&';

const STATES: readonly State[] = ['ok', 'ok', 'ok', 'finding', 'inconclusive'];
const VENDORS = ['Amperity', 'ChannelMix', 'Snowflake', 'Segment'];

function tenantAt(at: number): FleetTenant {
  const name = `acme-${String(at + 1).padStart(5, '0')}`;
  const state = STATES[at % STATES.length] ?? 'ok';
  const role = {
    id: 'role',
    kind: 'target',
    label: name,
    detail: `arn:aws:iam::111122223333:role/${name}`,
  } as const;
  const bucket = {
    id: 'bucket',
    kind: 'bucket',
    label: `${name}-exchange`,
    detail: `arn:aws:s3:::${name}`,
  } as const;
  return {
    name,
    vendor: VENDORS[at % VENDORS.length] ?? '',
    customer: `customer-${at % 97}`,
    account: String(111_122_220_000 + at),
    access: at % 50 === 7 ? 'suspended' : 'active',
    states: { verification: state, drift: STATES[(at + 2) % STATES.length] ?? 'ok' },
    facts: [['bucket', `${name}-exchange`]],
    notes:
      state === 'ok'
        ? []
        : [
            {
              source: 'verification',
              level: 'high',
              text: 'more is allowed than the file says',
              remediation: `npx s3-handshake deploy ${name} --refresh`,
            },
          ],
    tables: [{ title: 'Checks', header: ['Check', 'Result'], rows: [['assume.no-external-id', 'pass']] }],
    picture: {
      tenant: name,
      says: 'access as it is deployed, differences in red',
      nodes: [
        {
          id: 'vendor',
          kind: 'principal',
          label: '999988887777 plugin',
          detail: 'arn:aws:iam::999988887777:role/plugin',
        },
        role,
        bucket,
        { id: 'prefix', kind: 'prefix', label: 'to-vendor/', detail: `arn:aws:s3:::${name}/to-vendor/*` },
        ...(state === 'finding'
          ? [{ id: 'all', kind: 'other', label: 'everybody', detail: 'everybody' } as const]
          : []),
      ],
      edges: [
        {
          from: 'vendor',
          to: 'role',
          label: 'AssumeRole',
          statements: ['Vendor1 of trust'],
          state: 'expected',
        },
        { from: 'role', to: 'bucket', label: 'directly', statements: [], state: 'expected' },
        {
          from: 'bucket',
          to: 'prefix',
          label: 'get, list',
          statements: ['Objects1 of s3-handshake-access'],
          state: state === 'finding' ? 'less' : 'expected',
        },
        ...(state === 'finding'
          ? [
              {
                from: 'all',
                to: 'bucket',
                label: 'get',
                statements: ['Open of bucket'],
                state: 'more',
              } as const,
            ]
          : []),
      ],
    },
  };
}

export function largeFleet(size: number): Fleet {
  return {
    title: `${size.toLocaleString('en-US')} tenants: who gets in, and to what`,
    madeAt: '2026-11-28T12:00:00.000Z',
    says: ['The pictures show the access as it is deployed; what differs from the files is red.'],
    sources: ['verification', 'drift'],
    tenants: Array.from({ length: size }, (_, at) => tenantAt(at)),
  };
}
