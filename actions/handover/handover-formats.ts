/** In which a handover is written to files, by the name of the option that asks for it. */
import { handoverHtml } from './handover-html';
import { HANDOVER_MARK, handoverMarkdown } from './handover-text';

export const HANDOVER_FORMATS = {
  markdown: { mark: HANDOVER_MARK, render: handoverMarkdown },
  html: { mark: HANDOVER_MARK, render: handoverHtml },
} as const;
