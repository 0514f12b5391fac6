// What the doctor found, as a page for the operator: plain, complete, and without a script.
import { html } from 'hono/html';
import type { Page } from './page-frame.ts';
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

const MARKS = { ok: ['✓', 'well'], warn: ['!', 'needs a look'], fail: ['✗', 'failed'] } as const;

/** The page. It is not kept fresh by itself: looking costs requests. What operators read is English. */
export function doctorPage({ ok, checks }: Examined): Page {
  const groups = [...new Set(checks.map(({ group }) => group))];
  const live = html`<div lang="en"><h1>What the doctor found</h1>
<p>${ok ? 'Liaison can start.' : 'Something failed.'} Looked at anew at most once a minute.</p>
${groups.map(
  group => html`<h2>${group}</h2>
<ul class="checks">
${checks.filter(check => check.group === group).map(line)}
</ul>
`,
)}</div>`;
  return { title: 'Doctor', live, isFixed: true };
}

function line({ name, state, message, hint, docs }: Examined['checks'][number]): Html {
  const [mark, meaning] = MARKS[state];
  const more = state === 'ok' ? '' : html`<p><code>${docs}</code></p>`;
  return html`<li><span role="img" aria-label="${meaning}">${mark}</span> <strong>${name}</strong>: ${message}
${hint === null ? '' : html`<p>${hint}</p>`}${more}</li>
`;
}
