// What the doctor found, as a page for the operator: plain, complete, and without a script.
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Html } from './page-pieces.ts';

/** What `doctor --json` prints. */
export type Examined = {
  ok: boolean;
  checks: readonly {
    group: string;
    name: string;
    state: 'ok' | 'warn' | 'fail';
    message: string;
    hint: string | null;
    docs: string;
  }[];
};

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.2rem; } ul { margin: 0; padding: 0; list-style: none; }
li { margin-bottom: .5rem; } li p { margin: 0 0 0 1.5rem; }
`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** The headers of the page: only its own style, no script, and nobody frames it. */
export const DOCTOR_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
} as const;

const MARKS = { ok: ['✓', 'well'], warn: ['!', 'needs a look'], fail: ['✗', 'failed'] } as const;

/** The whole page. */
export function doctorPage({ ok, checks }: Examined): Html {
  const groups = [...new Set(checks.map(({ group }) => group))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liaison: doctor</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<h1>What the doctor found</h1>
<p>${ok ? 'Liaison can start.' : 'Something failed.'} Looked at anew at most once a minute. <a href="./">Status</a></p>
${groups.map(
  group => html`<h2>${group}</h2>
<ul>
${checks.filter(check => check.group === group).map(line)}
</ul>
`,
)}
</main>
</body>
</html>
`;
}

function line({ name, state, message, hint, docs }: Examined['checks'][number]): Html {
  const [mark, meaning] = MARKS[state];
  const more = state === 'ok' ? '' : html`<p><code>${docs}</code></p>`;
  return html`<li><span role="img" aria-label="${meaning}">${mark}</span> <strong>${name}</strong>: ${message}
${hint === null ? '' : html`<p>${hint}</p>`}${more}</li>
`;
}
