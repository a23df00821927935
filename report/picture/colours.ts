/** How pictures and pages look: the same names of colours in each, light and dark; contrast is at least 4.5 to 1. */

export const COLOURS = {
  light:
    '--ground:#ffffff;--text:#1b1f24;--faint:#57606a;--line:#8c959f;--fill:#f6f8fa;--accent:#0a5dc2;--good:#116329;--bad:#b42318;--unsure:#8a4600;--bad-fill:#fff1ef;color-scheme:light',
  dark: '--ground:#0d1117;--text:#e6edf3;--faint:#9da7b3;--line:#6e7681;--fill:#161b22;--accent:#79b8ff;--good:#56d364;--bad:#ff8b80;--unsure:#f0b35c;--bad-fill:#2d1513;color-scheme:dark',
} as const;

/** By the classes that `draw.ts` gives. */
export const PICTURE_RULES = [
  '.access-picture{font:14px system-ui,sans-serif}',
  '.access-picture text{fill:var(--text)}',
  '.access-picture .caption,.access-picture .by{fill:var(--faint);font-size:12.5px}',
  '.node rect{fill:var(--fill);stroke:var(--line)}',
  '.node.target rect,.node.bucket rect{stroke:var(--accent);stroke-width:2}',
  '.node.other rect{fill:var(--bad-fill);stroke:var(--bad);stroke-width:2}',
  '.edge path{fill:none;stroke:var(--line);stroke-width:1.5}',
  '.edge path.head{fill:var(--line);stroke:none}',
  '.label text{font-size:13.5px;paint-order:stroke;stroke:var(--ground);stroke-width:5px;stroke-linejoin:round}',
  '.edge.more path,.edge.less path{stroke:var(--bad);stroke-width:2.5}',
  '.edge.more path.head,.edge.less path.head{fill:var(--bad)}',
  '.edge.less path{stroke-dasharray:6 4}',
  '.label.more text,.label.less text{fill:var(--bad);font-weight:600}',
].join('');
