// The frame of every page: readable in light and dark, and renewed in place every two seconds without
// moving the reader.
import { html, raw } from 'hono/html';
import type { PageHtml } from './pieces.ts';

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --quiet: #777; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 100rem; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
a { color: inherit; } .quiet, time { color: var(--quiet); font-size: .875rem; }
.board { display: grid; grid-auto-columns: minmax(15rem, 1fr); grid-auto-flow: column; gap: 1rem; overflow-x: auto; padding-bottom: .5rem; }
.column { background: var(--soft); border-radius: .5rem; padding: .75rem; }
.column > h3 { border-bottom: .2rem solid var(--status, var(--line)); padding-bottom: .25rem; }
.card, .comment, .list { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .75rem; margin: 0 0 .6rem; background: Canvas; }
.card p { margin: .2rem 0 0; }
.lists { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; align-items: start; }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; }
.is-closed { text-decoration: line-through; color: var(--quiet); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.replies { margin: .6rem 0 0 1.25rem; }
ul { padding-left: 1.1rem; margin: 0; } li { margin: .15rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { color: var(--quiet); } dd { margin: 0; }
`;

// Replaces only <main>, and only where it changed, so that scroll positions and selections stay.
const script = `
const renew = async () => {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    const main = document.querySelector('main');
    if (next === null || next.innerHTML === main.innerHTML) return;
    const left = main.querySelector('.board')?.scrollLeft ?? 0;
    main.innerHTML = next.innerHTML;
    const board = main.querySelector('.board');
    if (board !== null) board.scrollLeft = left;
  } catch {}
};
setInterval(renew, 2000);
`;

/** A whole page around its content. */
export function layout(title: string, content: PageHtml): PageHtml {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · simulated ClickUp</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<header><p class="quiet"><a href="/">Simulated ClickUp</a></p></header>
<main>${content}</main>
<script>${raw(script)}</script>
</body>
</html>`;
}
