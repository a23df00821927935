/** The exemption for people, and as one JSON document. */
import { targetKind } from '../../config/tenant/names';
import { paragraph } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import type { Addition, Exemption } from './exemption';

export function exemptionText(exemption: Exemption): string {
  const { tenant, isKnown, denying, tag } = exemption;
  const lines = isKnown ? knownLines(denying) : publishedLines(exemption);
  const isTagged = tenant.target.tags?.[tag.key] === tag.value;
  const asksForTag = isKnown
    ? denying.some(({ kind, denies }) => kind === 'resource-control' && denies === 'assuming the role')
    : targetKind(tenant) === 'role';
  const needsTag = asksForTag && !isTagged;
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

function knownLines(denying: Exemption['denying']): readonly string[] {
  if (denying.length === 0)
    return ["None of the organisation's policies denies what the file says: nothing has to be added."];
  return denying.flatMap(({ policy, statement, denies, additions }) => [
    `Statement ${statement} of ${policy} denies what the file says: ${denies}. ${additions.length === 1 ? 'This' : 'One of these'}, beside its conditions, is enough:`,
    ...additions.map((addition) => conditionLine(addition)),
  ]);
}

function publishedLines({ tenant, accounts, tag }: Exemption): readonly string[] {
  const unknown = 'handshake.yaml names no policies of an organisation.';
  if (targetKind(tenant) === 'user')
    return [
      `${unknown} A resource control policy that lets only your own organisation in, as AWS publishes it, does not deny ${tenant.name}: its user is in your own account, and no role is assumed.`,
    ];
  const operator = 'StringNotEqualsIfExists';
  return [
    `${unknown} If a resource control policy lets only your own organisation in, as AWS publishes it, its owners add one of these:`,
    conditionLine({ operator, key: 'aws:PrincipalAccount', values: accounts }, true),
    conditionLine({ operator, key: `aws:ResourceTag/${tag.key}`, values: [tag.value] }),
  ];
}

/** `isList`: whether one value stands in a list too, to which others are added. */
function conditionLine({ operator, key, values }: Addition, isList = false): string {
  const written = values.length === 1 && !isList ? values[0] : values;
  return `    ${JSON.stringify({ [operator]: { [key]: written } })}`;
}

export function exemptionJson({ tenant, isKnown, denying, accounts, tag }: Exemption): string {
  return jsonDocument({
    ...documentHead('organization-exemption'),
    tenant: tenant.name,
    organizationIsKnown: isKnown,
    denying,
    accounts,
    roleTags: targetKind(tenant) === 'role' ? { [tag.key]: tag.value } : {},
  });
}
