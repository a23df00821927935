/** The exemption for people, and as one JSON document. */
import { paragraph } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import type { Exemption } from './exemption';

export function exemptionText(exemption: Exemption): string {
  const { tenant, isKnown, denying, accounts, tag } = exemption;
  const lines = isKnown
    ? denying.length === 0
      ? ["None of the organisation's policies denies what the file says: nothing has to be added."]
      : denying.flatMap(({ policy, statement, additions }) => [
          `Statement ${statement} of ${policy} denies what the file says. One of these, beside its conditions, is enough:`,
          ...additions.map(
            ({ operator, key, values }) =>
              `    ${JSON.stringify({ [operator]: { [key]: values.length === 1 ? values[0] : values } })}`,
          ),
        ])
    : [
        'handshake.yaml names no policies of an organisation. If a resource control policy lets only your own organisation in, as AWS publishes it, its owners add one of these:',
        `    ${JSON.stringify({ StringNotEqualsIfExists: { 'aws:PrincipalAccount': accounts } })}`,
        `    ${JSON.stringify({ StringNotEqualsIfExists: { [`aws:ResourceTag/${tag.key}`]: tag.value } })}`,
      ];
  const isTagged = tenant.target.tags?.[tag.key] === tag.value;
  const needsTag = !isTagged && (!isKnown || denying.some(({ kind }) => kind === 'resource-control'));
  return [
    `${tenant.name}: the exemption for ${tenant.vendor.name}`,
    '',
    ...lines.map((line) => (line.startsWith(' ') ? line : paragraph(line))),
    ...(needsTag
      ? [
          '',
          `With the tag, ${tenant.file} has it on the role alone:`,
          `    role: { tags: { ${JSON.stringify(tag.key)}: ${JSON.stringify(tag.value)} } }`,
        ]
      : []),
    '',
  ].join('\n');
}

export function exemptionJson({ tenant, isKnown, denying, accounts, tag }: Exemption): string {
  return jsonDocument({
    ...documentHead('organization-exemption'),
    tenant: tenant.name,
    organizationIsKnown: isKnown,
    denying,
    accounts,
    roleTags: { [tag.key]: tag.value },
  });
}
