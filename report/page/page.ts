/**
 * A page of HTML that needs nothing from elsewhere and lets nothing in: its policy allows the one style and the one
 * script that it was made with, by their digests, and no address, frame, form or image at all.
 */
import { createHash } from 'node:crypto';
import { htmlText } from '../html';
import { PAGE_STYLE } from './style-sheet';

export interface Page {
  /** What every page of this kind holds, and no other file does. */
  readonly mark: string;
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** What the script reads, as JSON; absent where the page has no script. */
  readonly data?: unknown;
  readonly script?: string;
}

export function htmlPage({ mark, title, body, data, script }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(PAGE_STYLE)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    mark,
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${htmlText(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${htmlText(title)}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    body,
    ...(data === undefined ? [] : [`<script type="application/json" id="data">${jsonInHtml(data)}</script>`]),
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON within a script element: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements */
function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
