/**
 * `docs/checks.md`: every check of verify, and every rule of drift, validate and lint: what it asks, why, and what to do;
 * from the tables by which they work.
 */
import { ATTRIBUTES, attributeOf } from '../actions/drift/attributes';
import type { Cause } from '../actions/drift/finding';
import { IGNORE_FILE } from '../actions/drift/ignore-list';
import { orphanRemediation } from '../actions/drift/orphans';
import { restorationFor } from '../actions/drift/remediation';
import { causeText, ruleOf } from '../actions/drift/rules';
import { FINDING_KINDS } from '../actions/lint/finding';
import { RULES } from '../actions/validate/finding-rules';
import type { Result } from '../actions/verify/check';
import { diagnosisOf } from '../actions/verify/diagnosis';
import type { TenantReport } from '../actions/verify/verify-tenant';
import type { Tenant } from '../config/tenant/tenant';
import { RESOURCE_KINDS, type ResourceKind } from '../report/finding';
import { deployCommand } from '../report/kit-commands';
import { markdownTable } from '../report/markdown';
import { type CheckSample, checkSamples } from './check-samples';

/** `example`: a tenant with a role, whose names are replaced by what they are. */
export function checksPage(example: Tenant): string {
  const tenant = anonymous(example);
  return [
    '<!-- made by npm run schema -->',
    '# Checks and rules',
    '',
    'What each asks, why, and what to do where it fails. Ids are contract: an upgrade keeps them. What is to be done',
    'stands in the report too, for the tenant that it is about.',
    '',
    '## verify',
    '',
    'A check passes where AWS answers as expected; only AccessDenied counts as denied. It is tried live, judged by the',
    'deployed policies, or both. What could not be told is an error, and the exit code 1. Through the access point the same',
    'ids begin with `access-point-arn.` or `access-point-alias.`. Parts in `<…>` depend on the tenant; what is asked is shown',
    'for a tenant with the prefixes `in/` and `out/`.',
    '',
    markdownTable(
      ['Check', 'What it asks', 'Expected', 'Why', 'Where it fails: likely cause', 'What to do'],
      checkSamples(tenant).map((sample) => checkRow(sample, tenant)),
    ),
    '## drift',
    '',
    `What is intended is declared in the tenant's file, where there is a field for it, else in \`${IGNORE_FILE}\` with a reason`,
    'and a last day. The severity is the usual one; a finding may have another.',
    '',
    markdownTable(
      ['Rule', 'Class', 'Severity', 'What follows where it differs', 'What to do', 'If it is intended'],
      driftRows(tenant),
    ),
    '## validate',
    '',
    markdownTable(
      ['Rule', 'Severity', 'What it says', 'Why', 'What to do'],
      Object.values(RULES).map(({ id, severity, text, why, remediation }) => [
        id,
        severity,
        text,
        why,
        remediation,
      ]),
    ),
    '## lint',
    '',
    'The severity is the usual one; a finding may have another, and says what to do for the policy that it is about.',
    '',
    markdownTable(
      ['Rule', 'Severity', 'What it finds', 'Why', 'What to do'],
      Object.entries(FINDING_KINDS).map(([id, { severity, asks, why, remediation }]) => [
        id,
        severity,
        asks,
        why,
        remediation,
      ]),
    ),
  ].join('\n');
}

function anonymous(tenant: Tenant): Tenant {
  const { bucket, target } = tenant;
  return {
    ...tenant,
    name: '<tenant>',
    file: 'tenants/<tenant>.yaml',
    account: '<account>',
    bucket: { ...bucket, name: '<bucket>', kmsKeyArn: '<key>' },
    target: { ...target, name: '<user>' },
    vendor: { ...tenant.vendor, name: 'the vendor' },
  };
}

function checkRow({ kind, check }: CheckSample, tenant: Tenant): readonly string[] {
  const failed: Result = { check, how: 'judged', status: 'fail', message: '', attempts: 0, milliseconds: 0 };
  const report: TenantReport = {
    tenant,
    as: 'vendor',
    caller: '',
    owner: undefined,
    results: [failed],
    residue: [],
    interrupted: false,
    milliseconds: 0,
  };
  const { cause = '', remediation = '' } =
    kind.remediation === undefined ? (diagnosisOf(failed, report) ?? {}) : { remediation: kind.remediation };
  return [kind.id, check.says, check.expected, kind.why, cause, remediation];
}

function driftRows(tenant: Tenant): readonly (readonly string[])[] {
  const { name } = tenant;
  return [
    ...RESOURCE_KINDS.flatMap((kind) =>
      Object.keys(ATTRIBUTES[kind]).flatMap((attribute) => driftRowsOf(kind, attribute, tenant)),
    ),
    causeRow('unapplied', 'as of the attribute', `${deployCommand(name)} applies the file`),
    causeRow('orphan', 'security', orphanRemediation('resource', name)),
  ];
}

/** What is not the difference of one attribute. */
function causeRow(cause: Exclude<Cause, 'differs'>, of: string, remediation: string): readonly string[] {
  return [`<resource>/${cause}`, of, '', causeText(cause), remediation, ''];
}

/** One, or one for each way in which it differs. */
function driftRowsOf(kind: ResourceKind, attribute: string, tenant: Tenant): readonly (readonly string[])[] {
  const { class: of, severity, says, field, isDeclared = false, parts } = attributeOf(kind, attribute);
  const accepted = isDeclared ? `declare it: ${field}` : IGNORE_FILE;
  return Object.entries(parts ?? { '<name>': { severity, says } }).map(([part, differs]) => {
    // What no field declares was set by somebody, and what a field declares was changed.
    const expected = kind === 'bucket' && !isDeclared ? null : '';
    const judged = { attribute: `${attribute}.${part}`, expected, actual: '' };
    const restoration = restorationFor({ kind, judged, tenant, today: '' });
    return [ruleOf('differs', kind, attribute), of, differs.severity, differs.says, restoration, accepted];
  });
}
