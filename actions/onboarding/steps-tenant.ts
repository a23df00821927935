/** Who and where: vendor, customer, name, account, region. */

import { pathOf, TENANTS } from '../../config/fleet/project-files';
import { nearest } from '../../config/values/nearest';
import { parsePath } from '../../config/yaml/field-path';
import { withField } from '../edit/field-value';
import type { Draft, Setting, Step, Taken } from './question';

/** Puts `value` at `field`, unless a rule has something to say of it. */
export function takeField(draft: Draft, field: string, value: unknown, setting: Setting): Taken {
  const fields = withField(draft.fields, parsePath(field), value);
  const problem = setting.judge(fields, field);
  return problem === undefined ? { draft: { ...draft, fields } } : { problem };
}

export function settle(draft: Draft, what: string): Draft {
  return { ...draft, settled: new Set([...draft.settled, what]) };
}

const vendor: Step = {
  flag: 'vendor',
  question: (_, { vendors }) => ({
    title: 'Vendor',
    says: ['Its profile says who assumes the role, and what it needs. custom is for any that is not listed.'],
    choices: [...vendors.values()].map((profile) => ({ answer: profile.id, says: profile.name })),
    assumable: false,
  }),
  take(answer, draft, setting) {
    const id = answer.toLowerCase();
    const profile = setting.vendors.get(id);
    if (!profile) {
      const meant = nearest(id, [...setting.vendors.keys()]);
      return {
        problem: `there is no vendor ${JSON.stringify(answer)}${meant ? `; did you mean ${meant}?` : ''}`,
      };
    }
    const taken = takeField(draft, 'vendor', id, setting);
    if ('problem' in taken) return taken;
    return { draft: { ...taken.draft, vendor: profile, remarks: setting.vendorNotices.get(id) ?? [] } };
  },
};

const WAYS = [
  { answer: 'role', says: 'the vendor assumes a role: what it is given ends by itself' },
  { answer: 'access-key', says: 'a user with a key, for a vendor that cannot assume a role' },
] as const;

/** Asked where the vendor says that it takes keys; a flag that asks for one elsewhere hears why not. */
const credentials: Step = {
  flag: 'credentials',
  question: ({ vendor, fields }) =>
    vendor?.accessKeys.support !== 'documented' || fields.credentials !== undefined
      ? undefined
      : {
          title: 'Way in',
          says: [`${vendor.name} takes access keys too. Take the role wherever its screen offers one.`],
          choices: WAYS,
          proposal: 'role',
          assumable: true,
        },
  take(answer, draft, setting) {
    const way = WAYS.find((one) => one.answer === answer)?.answer;
    if (way === undefined) return { problem: `${JSON.stringify(answer)} is neither role nor access-key` };
    return way === 'role' ? { draft } : takeField(draft, 'credentials', way, setting);
  },
};

const customer: Step = {
  flag: 'customer',
  question: () => ({
    title: 'Customer',
    says: ['Whose account it is, in a word. External IDs are never shared by two customers.'],
    assumable: false,
  }),
  take: (answer, draft, setting) => takeField(draft, 'customer', answer, setting),
};

const tenant: Step = {
  flag: 'tenant',
  question({ fields }) {
    const proposal = nameFor(fields.customer, fields.vendor);
    return {
      title: 'Tenant',
      says: ["The name of this environment: the file's, the stack's and by default the role's."],
      ...(proposal === '' ? {} : { proposal }),
      assumable: true,
    };
  },
  take(answer, draft, setting) {
    if (setting.taken.has(answer))
      return { problem: `${pathOf(TENANTS, answer)} is there already; s3-handshake set changes it` };
    return takeField(draft, 'tenant', answer, setting);
  },
};

/** Empty where one of the two is not known. */
function nameFor(customer: unknown, vendor: unknown): string {
  if (typeof customer !== 'string' || typeof vendor !== 'string') return '';
  const words = `${customer}-${vendor}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 50).replace(/-$/, '');
}

const account: Step = {
  flag: 'account',
  question: () => ({
    title: 'AWS account',
    says: ["The customer's account ID, twelve digits. Deploying into another account is refused."],
    assumable: false,
  }),
  take: (answer, draft, setting) =>
    takeField(draft, 'account', answer.replaceAll(/(?<=\d)[- ](?=\d)/g, ''), setting),
};

const region: Step = {
  flag: 'region',
  question: (_, { fleet }) => ({
    title: 'Region',
    says: ["The bucket's region. Ask the vendor which is near to it: traffic between regions costs."],
    ...(fleet.defaults.region === undefined ? {} : { proposal: fleet.defaults.region }),
    assumable: true,
  }),
  take: (answer, draft, setting) => takeField(draft, 'region', answer, setting),
};

/** In this order: each may look at the answers before it. */
export const TENANT_STEPS: readonly Step[] = [vendor, credentials, customer, tenant, account, region];
