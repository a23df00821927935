/** What a new tenant's file says and brings about, for the yes before it is written, and what to do after it. */
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { fold, WIDTH } from '../../report/fold';
import type { Consequences } from '../edit/consequences';

/**
 * `maker`: the tenant whose stack makes the bucket that this one only uses. The bucket's policy and its guard are in
 * that stack, so both are deployed.
 */
export function afterNew(tenant: Tenant, maker: Tenant | undefined): Consequences {
  const { name, vendor, bucket, awaited } = tenant;
  const deploy = `cdktf deploy ${maker ? `${maker.name} ${name}` : name}`;
  const first = [...(tenant.adopt.length > 0 ? [`s3-handshake adopt ${name} --record`] : []), deploy];
  const forOwner = [
    ...((bucket.existing && !maker) || bucket.kmsKeyArn !== undefined
      ? [`s3-handshake bucket-policy ${name}    # for the owner of bucket and key`]
      : []),
  ];
  if (awaited.length > 0)
    return {
      happens: [
        `It is the first of two phases: ${vendor.name} is given the role's ARN, and answers ${awaited.join(' and ')}.`,
      ],
      next: [
        ...first,
        ...forOwner,
        `s3-handshake handover ${name}`,
        `At ${vendor.name}: ${vendor.betweenPhases ?? 'finish the set-up'}`,
        `s3-handshake set ${name} ${awaited.map((field) => `${field}=…`).join(' ')}`,
        deploy,
        `s3-handshake verify ${name}`,
      ],
    };
  if (targetKind(tenant) === 'user')
    return {
      happens: [`${vendor.name} comes with an access key, which is made when the user is there.`],
      next: [...first, ...forOwner, `s3-handshake keys create ${name}`, `s3-handshake handover ${name}`],
    };
  return {
    happens: [],
    next: [...first, ...forOwner, `s3-handshake verify ${name}`, `s3-handshake handover ${name}`],
  };
}

/** The file and what comes of it, for the user's yes. */
export function filePreview(
  file: string,
  text: string,
  deploys: readonly string[],
  remarks: readonly string[],
): string {
  const bullets = (lines: readonly string[]) =>
    lines.flatMap((words) =>
      fold(words, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    );
  return [
    '',
    file,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    'The deployment',
    ...bullets(deploys),
    ...(remarks.length > 0 ? ['', 'Worth knowing', ...bullets(remarks)] : []),
    '',
    '',
  ].join('\n');
}
