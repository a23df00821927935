import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runStacksApp } from '../../terraform/stacks-app';
import { ROOT } from '../a-tenant';
import { makeProject, removeProject } from '../actions/drift/a-project';

const FILE = `tenant: acme
customer: acme
vendor: amperity
account: "111122223333"
region: us-east-1
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: acme-external-ID
bucket: { name: acme-exchange }
grants:
  - { prefix: to-amperity/, allow: [get, list] }
`;

test('the stacks of a project that lies elsewhere are made', async () => {
  const project = makeProject({ 'tenants/acme.yaml': FILE });
  try {
    const { code, output } = await runStacksApp({
      home: ROOT,
      project,
      tenants: ['acme'],
      out: join(project, 'out'),
      env: { PATH: process.env.PATH },
      signal: new AbortController().signal,
    });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(existsSync(join(project, 'out', 'stacks', 'acme', 'cdk.tf.json'))).toBe(true);
  } finally {
    removeProject(project);
  }
});
