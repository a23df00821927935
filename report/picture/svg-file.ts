/** A picture as a file of its own: with its colours, for a light or a dark ground, or for whichever the reader has. */
import { COLOURS, PICTURE_RULES } from './colours';
import { drawPicture } from './draw';
import type { Picture } from './picture';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What every SVG of ours holds, so that one is written over another and over nothing else. */
export const SVG_MARK = '<!-- s3-handshake diagram -->';

export function svgFile(picture: Picture, theme: Theme): string {
  const rules = [
    `svg{${theme === 'dark' ? COLOURS.dark : COLOURS.light}}`,
    ...(theme === 'auto' ? [`@media(prefers-color-scheme:dark){svg{${COLOURS.dark}}}`] : []),
    '.access-picture{background:var(--ground)}',
    PICTURE_RULES,
  ].join('');
  return `${SVG_MARK}\n${drawPicture(picture).replace('</desc>', `</desc><style>${rules}</style>`)}\n`;
}
