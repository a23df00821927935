/** The file of a tenant whose vendor comes with an access key. */
export function keyFile(name: string, access = 'active'): string {
  return [
    `tenant: ${name}`,
    'customer: acme',
    'vendor: channelmix',
    'account: "111122223333"',
    'region: us-east-1',
    'credentials: access-key',
    `bucket: { name: ${name}-exchange }`,
    'grants: [{ prefix: acme/reports/, allow: [get, list] }]',
    `access: ${access}`,
    '',
  ].join('\n');
}
