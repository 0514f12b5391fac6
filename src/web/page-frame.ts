// The frame of every page: title, language, navigation, style, and the few lines of script that keep the page fresh.
// Nothing comes from elsewhere, and without script everything is there as well.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Html } from './page-pieces.ts';
import { STYLE } from './page-style.ts';
import type { PageWord } from './words/en.ts';
import { type PageCompany, pageWordsOf } from './words/words.ts';

/** One page. The newest `live` is put in the place of the one that is shown; `still` stands above it and stays. */
export type Page = {
  /** Of the window; null for the front page. */
  title: string | null;
  live: Html;
  /** A form, for example, in which somebody may be typing. */
  still?: Html;
  /** It is not kept fresh: making it costs something, or it answers a form. */
  isFixed?: true;
};

const NAVIGATION: [path: string, word: PageWord][] = [
  ['/', 'nav.overview'],
  ['/people', 'nav.people'],
  ['/all-hands', 'nav.all-hands'],
  ['/trends', 'nav.trends'],
  ['/history', 'nav.history'],
  ['/deliveries', 'nav.deliveries'],
  ['/failed', 'nav.failed'],
  ['/doctor', 'nav.doctor'],
  ['/queues', 'nav.queues'],
  ['/metrics', 'nav.metrics'],
];

/** Asked for with this header, a page answers with its live part alone. */
const PART = 'X-Liaison-Part';

const SCRIPT = `
const live = document.getElementById('live'), contact = document.getElementById('contact');
let last = null;
const refresh = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store', headers: { '${PART}': 'live' } });
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.text();
    contact.hidden = true;
    if (text === last || live.contains(document.activeElement?.closest('form'))) return;
    last = text;
    const before = new Map([...live.querySelectorAll('details[id]')].map(part => [part.id, part.open]));
    const focused = live.contains(document.activeElement) ? document.activeElement : null;
    const same = part => part.tagName === focused.tagName &&
      (focused.id ? part.id === focused.id : part.getAttribute('href') === focused.getAttribute('href') &&
        part.closest('details')?.id === focused.closest('details')?.id);
    live.innerHTML = text;
    for (const part of live.querySelectorAll('details[id]')) part.open = before.get(part.id) ?? part.open;
    if (focused) [...live.querySelectorAll(focused.tagName)].find(same)?.focus({ preventScroll: true });
  } catch { contact.hidden = false; }
};
setInterval(refresh, 5000);
document.addEventListener('visibilitychange', refresh);
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The headers of every page: only its own style and script run, its forms go nowhere else, and nobody frames it. */
const PAGE_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  // With no-referrer a browser would not say where a form comes from, and the guard would refuse it.
  'Referrer-Policy': 'same-origin',
} as const;

/** Answers with the page in its frame, or with its live part alone if that is asked for. */
export function answerPage(
  c: Context,
  company: PageCompany,
  page: Page,
  status: 200 | 400 | 404 = 200,
): Response | Promise<Response> {
  const isPart = c.req.header(PART) === 'live';
  if (isPart) return c.html(page.live, 200, PAGE_HEADERS);
  return c.html(pageFrame(page, company, c.req.path), status, PAGE_HEADERS);
}

/** Says that nothing is at that address, and which pages there are. */
export function noPage(path: string, company: PageCompany): Page {
  const { say } = pageWordsOf(company);
  const title = say('frame.unknown', { path: path.length > 60 ? `${path.slice(0, 60)}…` : path });
  const links = NAVIGATION.map(([href, word]) => html`<li><a href="${href}">${say(word)}</a></li>`);
  return {
    title,
    live: html`<header><h1>${title}</h1></header>
<p>${say('frame.there-are')}</p><ul>${links}</ul>`,
    isFixed: true,
  };
}

/** The whole page; `path` is its own address, by which the navigation tells where one is. */
export function pageFrame({ title, live, still, isFixed }: Page, company: PageCompany, path: string): Html {
  const { locale, say } = pageWordsOf(company);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === null ? '' : `${title} · `}Liaison</title>
<link rel="icon" href="data:,">
${isFixed ? null : html`<noscript><meta http-equiv="refresh" content="60"></noscript>`}
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">${say('frame.skip')}</a>
<nav aria-label="${say('nav.label')}"><ul>${NAVIGATION.map(
    ([href, word]) =>
      html`<li><a href="${href}"${href === path ? raw(' aria-current="page"') : ''}>${say(word)}</a></li>`,
  )}</ul></nav>
<p id="contact" class="contact" role="status" hidden>${say('frame.no-contact')}</p>
<main id="main" tabindex="-1">${still ?? null}<div id="live">${live}</div></main>
${isFixed ? null : html`<script>${raw(SCRIPT)}</script>`}
</body>
</html>
`;
}
