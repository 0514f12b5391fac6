// The dashboard and the alert rules speak of metrics, labels and checks that a running Liaison has, and the documents say
// what each of them means.
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type Process, startRun } from '../support/process.ts';
import { openShell, type Shell } from './shell.ts';

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook: string };
};
type Panel = { title: string; targets?: { expr: string }[] };
type Series = { name: string; labels: Record<string, string> };

const ALERTS = (
  parse(readFileSync('config/monitoring/alerts.yaml', 'utf8')) as { groups: { rules: Rule[] }[] }
).groups.flatMap(({ rules }) => rules);
const DASHBOARD = JSON.parse(readFileSync('config/monitoring/dashboard.json', 'utf8')) as { panels: Panel[] };
const OPERATIONS = readFileSync('docs/operations.md', 'utf8');
/** Prometheus adds them to whatever it reads. */
const OF_PROMETHEUS = ['job', 'instance'];

let shell: Shell;
let running: Process;
let page = '';
let checks: string[] = [];
beforeAll(async () => {
  shell = await openShell();
  await shell.company.createCard('Nobody supports this', { status: 'in progress' });
  running = await startRun(shell.start);
  // Somebody leaves, so that a delivery comes.
  const [, joiner] = shell.company.notIn('Supporters');
  if (joiner) await shell.company.leave(shell.card, joiner);
  await vi.waitFor(
    async () => {
      page = await (await fetch(`${running.adminUrl}/metrics`)).text();
      const isThere = [/^liaison_delivery_to_done_seconds_count [1-9]/m, /^liaison_findings\{/m].every(
        series => series.test(page),
      );
      if (!isThere) throw new Error(`something has not happened yet: ${page}`);
    },
    { timeout: 60_000, interval: 200 },
  );
  const ready = (await (await fetch(`${running.url}/readyz`)).json()) as { checks: object };
  checks = Object.keys(ready.checks);
}, 120_000);
afterAll(async () => {
  await running?.stop();
  await shell?.close();
});

/** What the page calls by name; a histogram's series have its name and an ending. */
const namesOf = (text: string) => [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '']) => name);

const seriesOf = (text: string): Series[] =>
  text.split('\n').flatMap(line => {
    const [, name, labels = ''] = /^([a-z_]+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string> }];
  });

/** What an expression asks for, as its grammar has it. */
function askedIn(expr: string) {
  const names = new Set<string>();
  const labels = new Set<string>();
  const equals: [label: string, value: string][] = [];
  // Grafana's own words stand where PromQL has a duration or a value.
  const text = expr.replaceAll('$__rate_interval', '5m');
  const wordOf = ({ from, to }: { from: number; to: number }) => text.slice(from, to);
  parser
    .configure({ strict: true, top: 'PromQL' })
    .parse(text)
    .iterate({
      enter(node) {
        const word = wordOf(node);
        if (node.name === 'Identifier') names.add(word);
        if (node.name === 'LabelName') labels.add(word);
        if (node.name !== 'UnquotedLabelMatcher') return;
        const [, label = '', operator, value = ''] = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/s.exec(word) ?? [];
        labels.add(label);
        if (operator === '=' || operator === '!=') equals.push([label, value]);
        else for (const one of value.split('|')) equals.push([label, one]);
      },
    });
  return { names, labels, equals: equals.filter(([, value]) => !value.startsWith('$')) };
}

const EXPRESSIONS = [
  ...ALERTS.map(({ alert, expr }) => ({ of: alert, expr })),
  ...DASHBOARD.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ of: title, expr }))),
];

describe('the dashboard and the alert rules', () => {
  it('ask for nothing that a running Liaison does not have', () => {
    const series = seriesOf(page);
    const declared = namesOf(page);
    const missing = EXPRESSIONS.flatMap(({ of, expr }) => {
      const { names, labels, equals } = askedIn(expr);
      const asked = series.filter(({ name }) => names.has(name));
      // What is counted only when it goes wrong has no series here; its labels stand in the document.
      const documented =
        asked.length > 0 ? [] : [...names].flatMap(name => documentedRows().get(name)?.labels ?? []);
      const shown = asked.flatMap(each => Object.keys(each.labels));
      const known = new Set([...OF_PROMETHEUS, ...shown, ...documented]);
      const isThere = (name: string) =>
        declared.some(
          one =>
            one === name || (name.startsWith(one) && /^_(bucket|count|sum)$/.test(name.slice(one.length))),
        );
      return [
        ...[...names].filter(name => !isThere(name)).map(name => `${of}: the metric ${name}`),
        ...[...labels].filter(label => !known.has(label)).map(label => `${of}: the label ${label}`),
        ...equals
          .filter(([label, value]) => label === 'name' && !checks.includes(value))
          .map(([, value]) => `${of}: the check ${value}`),
      ];
    });
    expect(missing).toEqual([]);
    expect(EXPRESSIONS.length).toBeGreaterThan(30);
  });

  it('would not go unnoticed if they asked for something else', () => {
    const { names, labels, equals } = askedIn('max by (jobb) (liaison_no{name="nobody"}) > 1');
    expect([[...names], [...labels], equals]).toEqual([
      ['liaison_no'],
      ['jobb', 'name'],
      [['name', 'nobody']],
    ]);
    expect(() => askedIn('max by (job (liaison_no)')).toThrow(SyntaxError);
  });

  it('lead from each alert to an entry that tells of it', () => {
    const lost = ALERTS.filter(({ alert, annotations: { runbook } }) => {
      const [file, anchor = ''] = runbook.split('#');
      const isGeneral = anchor === 'when-something-is-wrong';
      const entry = entries().get(anchor) ?? '';
      return file !== 'docs/operations.md' || !(isGeneral || entry.includes(`\`${alert}\``));
    });
    expect(lost).toEqual([]);
    expect(ALERTS.length).toBeGreaterThan(10);
    for (const { annotations, labels } of ALERTS) {
      expect(annotations).toMatchObject({
        summary: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
      });
      expect(['critical', 'warning', 'info']).toContain(labels.severity);
    }
  });
});

/** The entries of docs/operations.md by the anchor of their heading. */
function entries(): Map<string, string> {
  const [, wrong = ''] = OPERATIONS.split('\n## When something is wrong\n');
  const [own = ''] = wrong.split(/\n## /);
  return new Map(
    own
      .split('\n### ')
      .slice(1)
      .map(entry => [entry.split('\n', 1)[0] ?? '', entry]),
  );
}

describe('docs/operations.md', () => {
  it('has an entry for each check of a running process, in the same four parts', () => {
    expect(checks.length).toBeGreaterThan(12);
    expect(checks.filter(name => !entries().get(name)?.includes(`Check \`${name}\``))).toEqual([]);
    for (const entry of entries().values()) {
      for (const part of ['It means', 'People notice', 'Look at', 'Do'])
        expect(entry).toContain(`- **${part}:** `);
    }
  });
});

/** The rows of docs/metrics.md by the metric. */
function documentedRows(): Map<string, { type: string; labels: string[] }> {
  const text = readFileSync('docs/metrics.md', 'utf8');
  const rows = text.matchAll(/^\| `(liaison_\w+)` \| (\w+) \| ([^|]*) \|/gm);
  return new Map(
    [...rows].map(([, name = '', type = '', labels = '']) => [
      name,
      { type, labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label) },
    ]),
  );
}

describe('docs/metrics.md', () => {
  it('has a row for each metric with its type and labels, and no other', () => {
    const rows = documentedRows();
    const types = Object.fromEntries(
      [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]),
    );
    expect(Object.fromEntries([...rows].map(([name, { type }]) => [name, type]))).toEqual(types);
    const other = seriesOf(page).filter(({ name, labels }) => {
      const row = rows.get(name);
      return row !== undefined && Object.keys(labels).sort().join() !== [...row.labels].sort().join();
    });
    expect(other).toEqual([]);
  });
});
