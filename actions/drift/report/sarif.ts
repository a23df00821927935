/** The report as SARIF: each finding at the line of the tenant's file that says what is wanted. */
import { createHash } from 'node:crypto';
import { FLEET_FILE } from '../../../config/fleet/project-files';
import { type SarifLevel, type SarifRule, sarifLog } from '../../../report/sarif';
import { attributeOf } from '../attributes';
import type { Severity } from '../finding';
import type { Report } from './document';
import { incompleteLines, valueWords } from './words';

export const SARIF_NAME = 's3-handshake drift';

const LEVELS: Readonly<Record<Severity, SarifLevel>> = { high: 'error', medium: 'warning', low: 'note' };

export function reportSarif(report: Report): string {
  const { findings, leftOut } = report;
  const rules = new Map(findings.map((finding): [string, SarifRule] => [ruleId(finding), ruleOf(finding)]));
  const results = findings.map((finding) => {
    const { tenant, resource, attribute, wanted, found, message, wayBack, at, severity } = finding;
    return {
      ruleId: ruleId(finding),
      level: LEVELS[severity],
      message: `${tenant}: ${resource.kind} ${attribute}: ${message}. Wanted ${valueWords(wanted)}, found ${valueWords(found)} (${resource.arn}). To do: ${wayBack}.`,
      // What has lost its file is the fleet's to look after.
      file: at?.file ?? FLEET_FILE,
      line: at?.line,
      fingerprint: fingerprintOf(tenant, resource.arn, attribute),
    };
  });
  const couldNotTell = [
    ...incompleteLines(report),
    ...leftOut.map(({ file, message }) => `${file}: ${message}`),
  ];
  return sarifLog({ name: SARIF_NAME, rules: [...rules.values()] }, results, couldNotTell);
}

type Finding = Report['findings'][number];

function ruleId({ cause, resource, attribute }: Finding): string {
  return cause === 'differs'
    ? `${resource.kind}/${attribute.split('.')[0] ?? ''}`
    : `${resource.kind}/${cause}`;
}

function ruleOf(finding: Finding): SarifRule {
  const { cause, resource, attribute } = finding;
  const texts = {
    differs: attributeOf(resource.kind, attribute).says,
    unapplied: 'the file was changed and not deployed',
    orphan: 'it carries the tag of a tenant, and no file asks for it',
  };
  return { id: ruleId(finding), text: `Drift: ${texts[cause]}.` };
}

/** The same finding on the next night, though lines have moved. */
function fingerprintOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
