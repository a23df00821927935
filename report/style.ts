/** Colours, where a terminal shows them and nobody has asked for none. */
import { createColors } from 'picocolors';
import type { Severity } from './finding';

type Paint = (text: string) => string;

/** How words are shown, by what they say. */
export type Style = Readonly<Record<Severity | 'good', Paint>>;

/** `isColoured`: whether the reader sees colours. */
export function styleFor(isColoured: boolean): Style {
  const { red, yellow, cyan, green } = createColors(isColoured);
  return { high: red, medium: yellow, low: yellow, note: cyan, good: green };
}

/** What a text is split by, to find the colours of a {@link Style} in it. */
export const COLOUR = new RegExp(`(${'\u001b'}\\[3\\dm)`);

export const PLAIN: Style = styleFor(false);
