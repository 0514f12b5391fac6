// The style of every page: light and dark, wide and narrow, on screen and on paper. It loads nothing.
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --card: #f6f6f4; --text: #1c1c1a; --quiet: #5c5c57; --line: #d9d9d4;
  --good: #17663a; --fair: #7a4d00; --bad: #a3201d; --link: #14509e; }
@media (prefers-color-scheme: dark) { :root { --ground: #161615; --card: #212120; --text: #ecece8; --quiet: #a9a9a2;
  --line: #3a3a37; --good: #6fcf97; --fair: #f0b35a; --bad: #ff8a80; --link: #8ab8ff; } }
body { margin: 0 auto; padding: 1rem; max-width: 78rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, ul { margin: 0 0 .5rem; } h2 { margin-top: 1.5rem; font-size: 1.2rem; } h3 { font-size: 1rem; }
summary h2 { display: inline-block; } summary { cursor: pointer; }
small { color: var(--quiet); font-weight: normal; } a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
header p > * { margin-right: 1rem; } ul { padding: 0; list-style: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; } nav [aria-current] { color: inherit; font-weight: bold; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1rem 0; }
.figures div { display: flex; flex-direction: column-reverse; } .figures dt { color: var(--quiet); }
.figures dd { margin: 0; font-size: 2rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
article { padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; } caption, th, td { padding: .2rem 1.5rem .2rem 0; text-align: left; vertical-align: top; }
caption { color: var(--quiet); } meter { width: 10rem; vertical-align: middle; }
.contact { position: sticky; top: 0; padding: .5rem; background: var(--ground); color: var(--bad); }
@media print { nav, form, .skip, .contact { display: none; } body { max-width: none; padding: 0; } a { color: inherit; }
  article, tr, li { break-inside: avoid; } }
`;
