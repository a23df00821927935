/** `s3-handshake doctor`: what is there, what is missing, and what to do. */
import { defineCommand } from '../../command-line/command';
import { flag, JSON_OUT, texts, timeLimit } from '../../command-line/option';

export const doctor = defineCommand({
  name: 'doctor',
  group: 'Set up',
  summary: 'Say what is there, what is missing, in which versions, and what to do about it.',
  options: {
    fix: flag('fetch what is missing into .s3-handshake/, which git ignores'),
    profile: texts('name', 'profile of the AWS configuration files to look at; repeatable'),
    timeout: timeLimit(1_800),
    json: JSON_OUT,
  },
  examples: [
    { line: 'doctor', says: 'Node, Terraform, the provider, the embedded AWS, the project, credentials' },
    { line: 'doctor --fix', says: 'the same, after fetching what is missing' },
    { line: 'doctor --profile acme-admin', says: 'whose credentials the profile has' },
  ],
  notes: [
    'What is fetched is held against the checksums that its publisher has signed. HTTPS_PROXY and NO_PROXY',
    'are honoured. TERRAFORM_BINARY_NAME=tofu asks for OpenTofu.',
  ],
  handler: () => require('../handlers/doctor') as typeof import('../handlers/doctor'),
});
