/** `s3-handshake handover`: what to paste where, in the vendor's words. */
import { defineCommand } from '../../command-line/command';
import { file, flag, JSON_OUT, PROFILE, TENANTS_NAMED, timeLimit } from '../../command-line/option';

export const handover = defineCommand({
  name: 'handover',
  group: 'Onboard',
  summary: "Print the values that go into the vendor's form, by the vendor's own field names.",
  operands: { tenants: TENANTS_NAMED },
  options: {
    files: flag('also the files that the vendor can see, by name, type and size (asks AWS)'),
    profile: PROFILE,
    timeout: timeLimit(600),
    markdown: file('write the handover as markdown as well'),
    html: file('… as a page of HTML that needs nothing from elsewhere'),
    json: JSON_OUT,
  },
  examples: [
    { line: 'handover acme-prod', says: "what to paste into the vendor's form" },
    { line: 'handover acme-prod --html acme-prod.html', says: 'as a page to send' },
  ],
  handler: () => require('../handlers/handover') as typeof import('../handlers/handover'),
});
