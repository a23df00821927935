/**
 * The text of a web page as its reader sees it: without tags, scripts and the colours of highlighting, entities
 * resolved. A tag that HTML does not have is a placeholder, such as `<bucket>`, and stays.
 */
import type { Parser } from 'htmlparser2';
import { asItStands, type DerivedText, derivedTwice, TextDeriver } from './derived-text';

/** Elements that stand in a line of text or around it. Words that authors use as placeholders too are left out. */
const IN_LINES = new Set(
  'a abbr acronym b bdi bdo big button cite code dfn em font form i iframe img input ins kbd mark noscript picture q s samp select small span strike strong sub summary sup svg template textarea tt u use path g rect var wbr'.split(
    ' ',
  ),
);

/** Elements that begin a line of their own. */
const OF_BLOCKS = new Set(
  'html head title meta link body main article section aside header footer nav div p pre blockquote ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup col h1 h2 h3 h4 h5 h6 br hr figure figcaption details fieldset'.split(
    ' ',
  ),
);
const UNREAD = new Set(['script', 'style']);

/** Marks of a page, or of a piece of one: its doctype, a closing tag that text has round it, a quote as an entity. */
const MARKUP =
  /<!doctype\s+html|<html[\s>]|<\/(?:span|code|pre|p|div|td|li|body|strong|em|h[1-6])\s*>|&(?:quot|#0*34|#x0*22|#0*39|#x0*27|apos|ldquo);/i;

/** Entities that were written as entities once more, or stand where a browser's own editing field shows them. */
const QUOTE_LEFT = /&(?:quot|#0*34|#x0*22);/i;
const MOST_TIMES = 3;

/** `text` itself where it holds no markup. */
export function pageText(text: string): DerivedText {
  let page = readOnce(text);
  for (let times = 1; times < MOST_TIMES && QUOTE_LEFT.test(page.text); times += 1)
    page = derivedTwice(page, readOnce(page.text));
  return page;
}

const ENTITY = /&(?<name>quot|apos|amp|lt|gt|nbsp|#0*34|#x0*22|#0*39|#x0*27|#0*10);/gi;

/** The whole of a page with its tags, entities resolved; undefined where it holds no markup. */
export function markupText(text: string): DerivedText | undefined {
  if (!/<[a-z!]/i.test(text)) return undefined;
  const deriver = new TextDeriver();
  let at = 0;
  for (const { index, 0: all, groups } of text.matchAll(ENTITY)) {
    deriver.add(text.slice(at, index), at, index);
    at = index + all.length;
    deriver.add(characterOf(groups?.name ?? ''), index, at);
  }
  deriver.add(text.slice(at), at, text.length);
  return deriver.derived();
}

function characterOf(entity: string): string {
  const number = /^#(?<hex>x)?(?<digits>\w+)$/i.exec(entity)?.groups;
  if (number) return String.fromCharCode(Number.parseInt(number.digits ?? '', number.hex ? 16 : 10));
  return { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ' }[entity.toLowerCase()] ?? '';
}

function readOnce(text: string): DerivedText {
  if (!MARKUP.test(text)) return asItStands(text);
  // Read only where it is needed.
  const { Parser: HtmlParser } = require('htmlparser2') as typeof import('htmlparser2');
  const deriver = new TextDeriver();
  let unread = 0;
  const slice = (): readonly [string, number, number] => {
    const [start, end] = [parser.startIndex, parser.endIndex + 1];
    return [text.slice(start, end), start, end];
  };
  const atTag = (name: string): void => {
    const [raw, start, end] = slice();
    if (UNREAD.has(name)) return;
    if (OF_BLOCKS.has(name)) deriver.add('\n', start, end);
    else if (!IN_LINES.has(name)) deriver.add(raw, start, end);
  };
  const parser: Parser = new HtmlParser(
    {
      ontext(data) {
        if (unread === 0) deriver.add(data, parser.startIndex, parser.endIndex + 1);
      },
      onopentag(name) {
        if (UNREAD.has(name)) unread += 1;
        atTag(name);
      },
      onclosetag(name, isImplied) {
        if (UNREAD.has(name)) unread -= 1;
        if (!isImplied) atTag(name);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(text);
  return deriver.derived();
}
