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
small { color: var(--quiet); font-weight: normal; } a { color: var(--link); unicode-bidi: isolate; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
header p > * { margin-right: 1rem; } ul { padding: 0; list-style: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; } nav [aria-current] { color: inherit; font-weight: bold; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1rem 0; }
.figures div { display: flex; flex-direction: column-reverse; } .figures dt { color: var(--quiet); }
.figures dd { margin: 0; font-size: 2rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; } caption, th, td { padding: .2rem 1.5rem .2rem 0; text-align: left; vertical-align: top; }
ol { margin: 0 0 .5rem; padding: 0; list-style: none; } .activity > li { padding: .5rem 0; border-top: 1px solid var(--line); }
.activity ul { margin-left: 1rem; } .scroll { overflow-x: auto; }
caption { color: var(--quiet); } meter { width: 10rem; vertical-align: middle; }
.contact { position: sticky; top: 0; padding: .5rem; background: var(--ground); color: var(--bad); }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin-bottom: 1rem; }
label { color: var(--quiet); } label > select, label > input:not([type=checkbox]) { display: block; max-width: 100%; }
input, select, button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--quiet);
  border-radius: .3rem; padding: .2rem .5rem; } button { cursor: pointer; }
.checks li { margin-bottom: .5rem; } .checks p { margin: 0 0 0 1.5rem; }
.need { margin-bottom: .25rem; } .wide { overflow-x: auto; } .wide :is(th, td) { overflow-wrap: break-word; }
.wide td:last-child { overflow-wrap: anywhere; min-width: 12rem; }
.row { display: grid; grid-template-columns: minmax(0, 26rem) minmax(0, 1fr); gap: .25rem 1.5rem; padding: .5rem 0;
  border-top: 1px solid var(--line); } .row p, .row h3 { margin: 0; } .row svg { width: 100%; align-self: center; }
.bar { height: 28px; } .axis { height: 22px; } .axes { border: 0; padding: 0; } .axis text { font-size: .8rem; fill: var(--quiet); }
.axis line { stroke: var(--line); } svg { overflow: visible; }
.plan { fill: var(--line); stroke: var(--quiet); } .gone { fill: var(--link); } .late { fill: var(--bad); }
.rest { fill: var(--ground); stroke: var(--quiet); stroke-dasharray: 3 2; } .eval { fill: var(--fair); }
.ms { fill: var(--ground); stroke: var(--text); stroke-width: 2; } .ms.ok { fill: var(--good); } .ms.over { fill: var(--bad); }
.bar .now, .axis .now, .sample .now { stroke: var(--text); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: 1rem; color: var(--quiet); } .sample { width: 24px; height: 16px; vertical-align: middle; }
.room { font-size: 1.4rem; } .room h2 { font-size: 1.6rem; } .room h1 { font-size: 2.2rem; } .points { padding-left: 1.2rem; list-style: disc; }
.facts dt { font-weight: bold; } .facts dd { margin: 0 0 0 1.5rem; } .facts div { margin-bottom: .5rem; }
.trend { overflow-wrap: break-word; } .trend td { white-space: nowrap; }
.spread { width: 8rem; height: 16px; vertical-align: middle; }
@media (max-width: 50rem) { caption, th, td { padding-right: .75rem; }
  .axis text:nth-of-type(even) { display: none; } .row { grid-template-columns: minmax(0, 1fr); } .axes > div { display: none; } }
@media print { nav, form, .skip, .contact { display: none; } body { max-width: none; padding: 0; } a { color: inherit; }
  tr, li { break-inside: avoid; } }
`;
