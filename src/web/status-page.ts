// The page around the board: its style, and the few lines of script that keep it fresh. It loads nothing from elsewhere.
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Html } from './page-pieces.ts';

const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --card: #f6f6f4; --text: #1c1c1a; --quiet: #5c5c57; --line: #d9d9d4;
  --good: #17663a; --fair: #7a4d00; --bad: #a3201d; --link: #14509e; }
@media (prefers-color-scheme: dark) { :root { --ground: #161615; --card: #212120; --text: #ecece8; --quiet: #a9a9a2;
  --line: #3a3a37; --good: #6fcf97; --fair: #f0b35a; --bad: #ff8a80; --link: #8ab8ff; } }
body { margin: 0 auto; padding: 1rem; max-width: 78rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, ul { margin: 0 0 .5rem; } h2 { margin-top: 1.5rem; font-size: 1.2rem; } h3 { font-size: 1rem; }
summary h2 { display: inline-block; } summary { cursor: pointer; }
small { color: var(--quiet); font-weight: normal; } a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
header p > * { margin-right: 1rem; } ul { padding: 0; list-style: none; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1rem 0; }
.figures div { display: flex; flex-direction: column-reverse; } .figures dt { color: var(--quiet); }
.figures dd { margin: 0; font-size: 2rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
article { padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; } caption, th, td { padding: .2rem 1.5rem .2rem 0; text-align: left; }
caption { color: var(--quiet); } meter { width: 10rem; vertical-align: middle; }
#contact { position: sticky; top: 0; padding: .5rem; background: var(--ground); color: var(--bad); }
`;

const SCRIPT = `
const main = document.querySelector('main'), contact = document.getElementById('contact');
const local = () => { for (const time of main.querySelectorAll('time')) {
  const at = new Date(time.dateTime); time.title = time.dateTime;
  time.textContent = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }); } };
let last = null;
const refresh = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch('fragment', { cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.text();
    contact.hidden = true;
    if (text === last) return;
    last = text;
    const open = new Set([...main.querySelectorAll('details[open]')].map(part => part.id));
    const focused = document.activeElement?.getAttribute('href');
    main.innerHTML = text;
    for (const part of main.querySelectorAll('details')) part.open = open.has(part.id);
    if (focused) [...main.querySelectorAll('a')].find(part => part.getAttribute('href') === focused)?.focus();
    local();
  } catch { contact.hidden = false; }
};
local();
setInterval(refresh, 5000);
document.addEventListener('visibilitychange', refresh);
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The headers of the page: only its own style and script run, and nobody frames it. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
} as const;

/** The whole page around a view of the board. */
export function statusPage(view: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liaison</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="30"></noscript>
<style>${raw(STYLE)}</style>
</head>
<body>
<p id="contact" role="status" hidden>No contact with Liaison. What you see is old.</p>
<main>${view}</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
}
