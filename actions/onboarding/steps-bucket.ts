/** The bucket, and what AWS says of it and of the role's name where it can be asked. */
import { defaultRoleName } from '../../config/tenant/names';
import { fieldAt, withField } from '../edit/field-value';
import type { Draft, Question, Setting, Step, Taken } from './question';
import { takeField } from './steps-tenant';
import type { BucketOutlook, RoleOutlook } from './surroundings';

const NONE = '-';

const bucket: Step = {
  flag: 'bucket',
  question: ({ fields, vendor }) => ({
    title: 'Bucket',
    says: [
      'The name of the bucket that is shared; names of buckets are unique in all of AWS.',
      ...(vendor?.bucketName ? [`For ${vendor.name} it must be ${vendor.bucketName.says}.`] : []),
    ],
    ...(typeof fields.tenant === 'string' ? { proposal: `${fields.tenant}-exchange` } : {}),
    assumable: false,
  }),
  /** Whether somebody makes it already is the next question's matter. */
  take(answer, draft, setting): Taken {
    const taken = takeField(draft, 'bucket', { name: answer, existing: true }, setting);
    if ('problem' in taken) return taken;
    return { draft: { ...taken.draft, fields: withField(draft.fields, ['bucket'], { name: answer }) } };
  },
};

async function lookedUp(draft: Draft, setting: Setting): Promise<BucketOutlook | undefined> {
  const around = await setting.lookAround(draft);
  return around?.bucket(String(fieldAt(draft.fields, ['bucket', 'name'])));
}

const WAYS = [
  { answer: 'new', says: 'the deployment makes it, closed on all sides' },
  { answer: 'existing', says: 'it is there; the kit manages nothing on it' },
  { answer: 'adopt', says: 'it is there; the deployment takes it over and manages it from then on' },
] as const;

const bucketIs: Step = {
  flag: 'bucket-is',
  async question(draft, setting): Promise<Question | undefined> {
    // Without a name there is nothing to ask.
    if (fieldAt(draft.fields, ['bucket', 'name']) === undefined) return undefined;
    const found = await lookedUp(draft, setting);
    const notNew = setting.judge(draft.fields, 'bucket.name');
    const isThere = found?.state === 'present' || notNew !== undefined;
    return {
      title: 'Is the bucket there?',
      says: [bucketSays(found), ...(notNew === undefined ? [] : [notNew])],
      choices: WAYS,
      proposal: isThere ? 'existing' : 'new',
      // Whether a bucket that is there is taken over is nobody's to guess.
      assumable: !isThere,
    };
  },
  async take(answer, draft, setting): Promise<Taken> {
    const way = WAYS.find((one) => one.answer === answer)?.answer;
    if (way === undefined)
      return { problem: `${JSON.stringify(answer)} is not one of new, existing and adopt` };
    const found = await lookedUp(draft, setting);
    const clash = clashWith(found, way, String(draft.fields.region));
    if (clash !== undefined) return { problem: clash };
    const remarks = found?.state === 'unread' ? [...draft.remarks, bucketSays(found)] : draft.remarks;
    const known = { ...draft, remarks };
    if (way === 'existing') {
      const taken = takeField(known, 'bucket.existing', true, setting);
      if ('problem' in taken || found?.state !== 'present' || found.kmsKeyArn === undefined) return taken;
      return takeField(taken.draft, 'bucket.encryption.kmsKeyArn', found.kmsKeyArn, setting);
    }
    const made = takeField(known, 'bucket.name', fieldAt(draft.fields, ['bucket', 'name']), setting);
    return 'problem' in made || way === 'new' ? made : takeField(made.draft, 'adopt', ['bucket'], setting);
  },
};

function bucketSays(found: BucketOutlook | undefined): string {
  switch (found?.state) {
    case undefined:
      return 'AWS was not asked: --offline, or there are no credentials of the account.';
    case 'absent':
      return 'There is no bucket of this name.';
    case 'closed':
      return 'AWS has a bucket of this name, and it is not open to these credentials: mostly it is in another account.';
    case 'unread':
      return `AWS could not be asked: ${found.message}.`;
    case 'present': {
      const key = found.kmsKeyArn === undefined ? '' : `, encrypted with ${found.kmsKeyArn}`;
      return `It is in this account, in ${found.region}${key}.`;
    }
  }
}

function clashWith(found: BucketOutlook | undefined, way: string, region: string): string | undefined {
  if (found === undefined || found.state === 'unread') return undefined;
  if (found.state === 'closed')
    return way === 'new'
      ? 'the name is taken, by another account or by a bucket that these credentials may not see; take another'
      : 'these credentials may not see the bucket; it must be in the account of the tenant';
  if (found.state === 'absent') return way === 'new' ? undefined : 'there is no bucket of this name';
  if (found.region !== region) return `the bucket is in ${found.region}, and the tenant in ${region}`;
  return way === 'new'
    ? 'the bucket is there already: it can be used as it is (existing) or taken over (adopt)'
    : undefined;
}

const kmsKey: Step = {
  flag: 'kms-key',
  question: ({ fields }) =>
    fieldAt(fields, ['bucket', 'encryption', 'kmsKeyArn']) !== undefined
      ? undefined
      : {
          title: 'Encryption key',
          says: [
            "ARN of a KMS key in the bucket's region. Without one, S3 encrypts with keys of its own (SSE-S3).",
          ],
          proposal: NONE,
          proposalSays: 'none, SSE-S3',
          assumable: true,
        },
  take: (answer, draft, setting) =>
    answer === NONE ? { draft } : takeField(draft, 'bucket.encryption.kmsKeyArn', answer, setting),
};

const role: Step = {
  flag: 'role',
  async question(draft, setting) {
    const name = roleNameOf(draft);
    const around = await setting.lookAround(draft);
    const byRule = setting.judge(draft.fields, 'role.name');
    const isThere = (await around?.role(name))?.state === 'present';
    if (byRule === undefined && !isThere) return undefined;
    return {
      title: "The role's name",
      says: [
        byRule ??
          `There is a role ${name} in the account already. Another name makes another role; adopt takes this one over, adopt=<name> another one.`,
      ],
      ...(isThere && byRule === undefined ? { proposal: ADOPT } : {}),
      assumable: false,
    };
  },
  async take(answer, draft, setting): Promise<Taken> {
    const around = await setting.lookAround(draft);
    const [word, name = roleNameOf(draft), ...rest] = answer.split('=');
    if (word !== ADOPT || rest.length > 0) {
      if ((await around?.role(answer))?.state === 'present')
        return { problem: `there is a role ${answer} in the account too; adopt=${answer} takes it over` };
      return takeField(draft, 'role.name', answer, setting);
    }
    return adoptedRole(name, await around?.role(name), draft, setting);
  },
};

const ADOPT = 'adopt';

/** `found`: undefined where AWS was not asked. */
function adoptedRole(name: string, found: RoleOutlook | undefined, draft: Draft, setting: Setting): Taken {
  if (found?.state === 'absent') return { problem: `there is no role ${name} in the account to take over` };
  const adopted = draft.fields.adopt;
  const path = found?.state === 'present' ? found.path : undefined;
  const fields: readonly (readonly [string, unknown])[] = [
    ...(name === roleNameOf(draft) ? [] : [['role.name', name] as const]),
    ...(path === undefined || path === setting.fleet.defaults.rolePath ? [] : [['role.path', path] as const]),
    ['adopt', [...(Array.isArray(adopted) ? adopted : []), 'role']],
  ];
  return fields.reduce<Taken>(
    (taken, [field, value]) => ('problem' in taken ? taken : takeField(taken.draft, field, value, setting)),
    { draft },
  );
}

function roleNameOf({ fields }: Draft): string {
  const given = fieldAt(fields, ['role', 'name']);
  return typeof given === 'string' ? given : defaultRoleName(String(fields.tenant));
}

const accessPoint: Step = {
  flag: 'access-point',
  question: ({ vendor }) =>
    vendor?.accessPoint.support !== 'yes'
      ? undefined
      : {
          title: 'Access point',
          says: [
            'The vendor can be sent through an S3 access point with a policy of its own. Give it a name to make one.',
            ...(vendor.accessPoint.says === undefined ? [] : [`${vendor.name}: ${vendor.accessPoint.says}.`]),
          ],
          proposal: NONE,
          proposalSays: 'none',
          assumable: true,
        },
  async take(answer, draft, setting): Promise<Taken> {
    if (answer === NONE) return { draft };
    const around = await setting.lookAround(draft);
    if ((await around?.accessPoint(answer)) === true)
      return {
        problem: `there is an access point ${answer} in the account and region already; take another name`,
      };
    return takeField(draft, 'accessPoint.name', answer, setting);
  },
};

/** An answer that names fields by themselves: `--set tags.owner=data`. */
export function withAssignments(
  draft: Draft,
  assignments: readonly { readonly path: readonly (string | number)[]; readonly value: unknown }[],
): Draft {
  const fields = assignments.reduce((all, { path, value }) => withField(all, path, value), draft.fields);
  return { ...draft, fields };
}

export const BUCKET_STEPS: readonly Step[] = [bucket, bucketIs, kmsKey];
export const ROLE_STEPS: readonly Step[] = [role];
export const ACCESS_POINT_STEPS: readonly Step[] = [accessPoint];
