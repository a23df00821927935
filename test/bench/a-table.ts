/** A table of tenants as an onboarding engineer has it: CSV with a row for each of `names`. */
export function tableOf(names: readonly string[]): string {
  const header =
    'tenant,customer,vendor,account,region,principal,externalId,bucket.name,grants,accessPoint.name,tags';
  const rows = names.map((name, at) =>
    [
      ...[name, `customer-${at}`, 'amperity', String(100_000_000_000 + at), 'us-east-1'],
      ...[`arn:aws:iam::999988887777:role/prod/${name}`, `${name}-external-ID`, `${name}-exchange`],
      '"to-amperity/ get,list; from-amperity/ get,put,list,delete"',
      ...[at % 5 === 2 ? name : '', 'owner=data-platform'],
    ].join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
}
