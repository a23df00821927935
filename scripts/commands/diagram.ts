/** `s3-handshake diagram`: a picture of a tenant's access. */
import { defineCommand } from '../../command-line/command';
import { ONE_TENANT, oneOf, PROFILE, text, timeLimit } from '../../command-line/option';
import { THEMES } from '../../report/picture/svg-file';

export const diagram = defineCommand({
  name: 'diagram',
  group: 'Look up',
  summary: "Draw a tenant's access: who gets in by what, and what is allowed where.",
  operands: { tenant: ONE_TENANT },
  options: {
    of: oneOf(['file', 'deployed'], 'what would be deployed, or what is (asks AWS)', 'file'),
    format: oneOf(['svg', 'mermaid'], 'SVG, or Mermaid, which code hosts draw', 'svg'),
    theme: oneOf(THEMES, "of SVG: for a light or a dark ground, or the reader's own", 'auto'),
    out: text('file', 'where it is written; without it, to standard output', { completes: 'file' }),
    profile: PROFILE,
    timeout: timeLimit(600),
  },
  examples: [
    { line: 'diagram acme-prod --out acme-prod.svg', says: 'what the file says' },
    {
      line: 'diagram acme-prod --of deployed --format mermaid',
      says: 'what is deployed, differences in red',
    },
  ],
  notes: [
    '--of deployed needs the read rights that drift --policy prints.',
    'Exit codes: 0 drawn, 2 drawn and different from the file, 1 something could not be told, 130 interrupted.',
  ],
  handler: () => require('../handlers/diagram') as typeof import('../handlers/diagram'),
});
