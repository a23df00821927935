/** Texts of the fleet's that hold for many tenants: `arn:aws:iam::{account}:role/deployer`. */

import type { Rule } from '../yaml/schema-parts';
import { anyOf, quote } from './quote';

/** What may stand in braces, with a value to check the rest of the text by. */
const SAMPLES = {
  account: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  tenant: 'acme-prod',
} as const;
export type TemplateValues = Readonly<Record<keyof typeof SAMPLES, string>>;

export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replaceAll(
    /\{(account|region|partition|tenant)\}/g,
    (_, word: keyof TemplateValues) => values[word],
  );
}

/** The rule for a template: that of the text that it becomes. */
export function templateRule(rule: Rule<string>): Rule<string> {
  return (template) => {
    const dollar = /\$\{(\w+)\}/.exec(template);
    if (dollar) return `holds ${quote(dollar[0])}; what is filled in is written without $: {${dollar[1]}}`;
    const angular = /<(account|region|partition|tenant)(?:[-_ ]?id)?>/i.exec(template);
    if (angular)
      return `holds ${quote(angular[0])}; what is filled in is written {${angular[1]?.toLowerCase()}}`;
    const filled = fillTemplate(template, SAMPLES);
    const unknown = /\{[^{}]*\}/.exec(filled);
    if (unknown) {
      const known = Object.keys(SAMPLES).map((word) => `{${word}}`);
      return `holds ${quote(unknown[0])}; what can be filled in is ${anyOf(known)}`;
    }
    return rule(filled);
  };
}
