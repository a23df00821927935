/** What is behind all that failed in a run, each cause once with the tenants that it hits. */
import { targetArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { sidOf } from '../../policies/bucket-policy';
import type { Cause } from '../../report/cause';
import { SEVERITIES, type Severity } from '../../report/finding';
import { counted } from '../../report/finding-words';
import { generalised } from '../../report/generalised';
import type { Result } from './check';
import { diagnosisOf, remediationOf, vendorsView } from './diagnosis';
import { severityOf, toldIn } from './findings';
import { hasLeftovers, isWithoutVerdict } from './tally';
import type { TenantReport } from './verify-tenant';

/** The gravest first, what could not be told at the end; each of one kind in the order of the run. */
export function causesOf(reports: readonly TenantReport[]): readonly Cause[] {
  const byKey = new Map<string, Cause>();
  for (const report of reports)
    for (const cause of causesIn(report)) {
      const key = keyOf(cause, report.tenant);
      const known = byKey.get(key);
      byKey.set(key, known ? both(known, cause, report.tenant) : cause);
    }
  const rank = ({ severity }: Cause): number => RANKS.indexOf(severity);
  return [...byKey.values()].sort((one, other) => rank(one) - rank(other));
}

/** The message is that of all of them; what shows it is the first one's. */
function both(known: Cause, cause: Cause, tenant: Tenant): Cause {
  const isOfAll = known.message === cause.message;
  return {
    ...known,
    message: isOfAll ? cause.message : generalised(cause.message, ownOf(tenant)),
    tenants: [...known.tenants, tenant.name],
  };
}

const RANKS: readonly Cause['severity'][] = [...SEVERITIES, 'inconclusive'];

/** By which reports are told apart that have nothing in common but that they failed. */
export function signatureOf(report: TenantReport): string {
  return causesIn(report)
    .map((cause) => keyOf(cause, report.tenant))
    .join('\n\n');
}

/** The same cause of another tenant has the same key. */
function keyOf({ severity, message, remediation }: Cause, tenant: Tenant): string {
  const own = ownOf(tenant);
  return [severity, message, remediation].map((text) => generalised(text, own)).join('\n');
}

function ownOf(tenant: Tenant): readonly (readonly [string, string])[] {
  const { name, account, bucket, accessPoint, vendorPrincipals, verifier, file, target } = tenant;
  return [
    // First, since buckets and access points are often called as their tenant is.
    [name, '<tenant>'],
    [targetArn(tenant), '<arn>'],
    ...(verifier ? ([[verifier.principal, '<verifier>']] as const) : []),
    ...vendorPrincipals.map((principal) => [principal, '<principal>'] as const),
    [file, '<file>'],
    [target.name, '<role>'],
    [bucket.name, '<bucket>'],
    [accessPoint?.name ?? '', '<access point>'],
    [sidOf(name), '<Tenant>'],
    [account, '<account>'],
  ];
}

function causesIn(report: TenantReport): readonly Cause[] {
  const { tenant, residue, results } = report;
  const tenants = [tenant.name];
  const left = residue.filter(({ expected }) => !expected);
  const inError = results.filter(({ status }) => status === 'error');
  return [
    ...failedCauses(report),
    ...[...new Set(inError.map(({ message }) => message))].map((message) => {
      const same = inError.filter((result) => result.message === message);
      const [first] = same;
      const skips = skipLines(results);
      // Where nobody knows who the caller is, there is no more to say than where it was asked.
      const evidence =
        first && WHO.has(first.check.ask.kind)
          ? [[first.check.id, ...skips].join('; ')]
          : [...same.map(evidenceOf), ...skips];
      return {
        severity: 'inconclusive' as const,
        message,
        tenants,
        evidence,
        remediation: first ? remediationOf(first, report) : '',
      };
    }),
    ...(hasLeftovers(report)
      ? [
          {
            severity: 'inconclusive' as const,
            message: 'probe objects were left behind',
            tenants,
            evidence: left.map(({ key, why }) => `${key} (${why})`),
            remediation: `remove them by hand, with their versions: they are below .s3-handshake/ of ${tenant.bucket.name}`,
          },
        ]
      : []),
    ...(inError.length === 0 && isWithoutVerdict(report) && !report.interrupted
      ? [
          {
            severity: 'inconclusive' as const,
            message: 'nothing could be tried or judged',
            tenants,
            evidence: skipLines(results),
            remediation: '',
          },
        ]
      : []),
  ];
}

/** Checks of whose the credentials are. */
const WHO: ReadonlySet<Result['check']['ask']['kind']> = new Set(['caller', 'owner'] as const);

function failedCauses(report: TenantReport): readonly Cause[] {
  const groups = new Map<string, { readonly cause: Cause; readonly results: readonly Result[] }>();
  for (const failed of toldIn(report)) {
    const diagnosis = diagnosisOf(failed, report);
    const message = diagnosis?.cause ?? failed.message;
    const known = groups.get(message);
    const cause = {
      severity: graver(severityOf(failed), known?.cause.severity),
      message,
      tenants: [report.tenant.name],
      evidence: [...(known?.cause.evidence ?? []), evidenceOf(failed)],
      remediation: diagnosis?.remediation ?? '',
    };
    groups.set(message, { cause, results: [...(known?.results ?? []), failed] });
  }
  return [...groups.values()].map(({ cause, results }) => {
    const [seen] = vendorsView({ ...report, results });
    return seen === undefined ? cause : { ...cause, message: `${cause.message}. ${seen}` };
  });
}

function graver(one: Severity, other: Cause['severity'] = 'note'): Severity {
  return other !== 'inconclusive' && SEVERITIES.indexOf(other) < SEVERITIES.indexOf(one) ? other : one;
}

const MEANS = { tried: 'tried', judged: 'judged', both: 'judged and tried', neither: 'neither' } as const;

/** What was asked and what came of it; of a check in error the message is the cause itself. */
export function evidenceOf({ check, message, requestId, how, status }: Result): string {
  const asked = `${check.id}: ${check.says}`;
  if (status === 'error') return asked;
  // A difference is a whole sentence, which says by itself whether it should be so.
  if (check.ask.kind === 'reach') return `${check.id}, ${MEANS[how]}: ${message}`;
  const request = requestId === undefined ? '' : ` [request ${requestId}]`;
  return `${asked}; should be ${check.expected}, ${MEANS[how]}: ${message}${request}`;
}

/** One line for all that were skipped for the same reason. */
function skipLines(results: readonly Result[]): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { status, message } of results)
    if (status === 'skip') reasons.set(message, (reasons.get(message) ?? 0) + 1);
  return [...reasons].map(([reason, count]) => `${counted(count, 'check')} skipped, ${reason}`);
}
