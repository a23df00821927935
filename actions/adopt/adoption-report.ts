/** What tenants would take over, and what of it would be lost: in words, and as a document. */
import type { Loss } from '../../policies/adoption/loss';
import { type ExitCode, exitCodeFor } from '../../report/exit-codes';
import { fold, WIDTH } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';

/** Of a tenant. */
export interface TenantAdoption {
  readonly tenant: string;
  /** What its file adopts: `the bucket acme-data`. Empty where it adopts nothing. */
  readonly takesOver: readonly string[];
  /** What would be lost, and whether that is approved. */
  readonly losses: readonly (Loss & { readonly approved: boolean })[];
  /** What is set on the bucket and stays, because the stack does not declare it: a sentence each. */
  readonly kept: readonly string[];
  /** What could not be read, a sentence each: then nothing may be concluded. */
  readonly unread: readonly string[];
  /** Path of the record, relative to the project; undefined where none was written. */
  readonly record?: string | undefined;
}

/** A loss that nobody approved is a finding. */
export function adoptionExitCode(adoptions: readonly TenantAdoption[]): ExitCode {
  return exitCodeFor({
    isInconclusive: adoptions.some(({ unread }) => unread.length > 0),
    hasFindings: adoptions.some(({ losses }) => losses.some(({ approved }) => !approved)),
  });
}

export function adoptionJson(adoptions: readonly TenantAdoption[]): string {
  return jsonDocument({
    ...documentHead('adoption-report'),
    exitCode: adoptionExitCode(adoptions),
    tenants: adoptions.map(({ record = null, ...adoption }) => ({ ...adoption, record })),
  });
}

export function adoptionText(adoptions: readonly TenantAdoption[]): string {
  return adoptions.map(textOf).join('\n');
}

function textOf(adoption: TenantAdoption): string {
  const { tenant, takesOver, losses, kept, unread, record } = adoption;
  if (takesOver.length === 0) return `${tenant}: its file adopts nothing\n`;
  const open = losses.filter(({ approved }) => !approved);
  const approved = losses.filter((each) => each.approved);
  return [
    `${tenant} takes over ${takesOver.join(' and ')}: ${verdict(adoption)}`,
    ...section('Could not be read', unread),
    ...section('Would be lost', open.map(lossText)),
    ...section('Would be lost, and is approved', approved.map(lossText)),
    ...section('Stays as it is', kept),
    ...(record === undefined ? [] : ['', `${record} is written.`]),
    '',
    ...nextLines(nextSteps(tenant, open, unread.length > 0, record !== undefined)),
    '',
  ].join('\n');
}

function verdict({ losses, unread }: TenantAdoption): string {
  if (unread.length > 0) return 'inconclusive';
  const open = losses.filter(({ approved }) => !approved).length;
  return open === 0 ? 'nothing is lost that is not approved' : `${open} ${open === 1 ? 'loss' : 'losses'}`;
}

function lossText({ message, remediation }: Loss): string {
  return `${message}; ${remediation}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [
    '',
    title,
    ...lines.flatMap((words) =>
      fold(words, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    ),
  ];
}

function nextSteps(
  tenant: string,
  open: readonly Loss[],
  isInconclusive: boolean,
  isRecorded: boolean,
): readonly string[] {
  if (isInconclusive) return ['s3-handshake drift --policy    # the rights to read that are needed'];
  if (open.length === 0)
    return [...(isRecorded ? [] : [`s3-handshake adopt ${tenant} --record`]), `cdktf deploy ${tenant}`];
  return [
    `Change the tenant's file so that it says what is to be kept, and run s3-handshake adopt ${tenant} again.`,
    ...(open.some(({ canBeApproved }) => canBeApproved)
      ? [`To approve what is lost: HANDSHAKE_ALLOW_LOSS=${tenant} npx s3-handshake adopt ${tenant} --record`]
      : []),
  ];
}
