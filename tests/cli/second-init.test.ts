// A second `liaison init` by flags: what the playbook says stays, to the letter, but for what is answered otherwise.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changedLines } from '../../src/cli/render/line-diff.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { becomeNewcomer, KNOWN_FLAGS } from '../init/newcomer.ts';
import { liaison } from '../support/command-in-process.ts';
import { sampleOf } from '../support/scale.ts';
import { clientOf, placesOf } from '../support/simulator-client.ts';

const FILE = 'config/playbook.yaml';
const SCHOOLS = 'Schulen bestellen Klassensätze in einem Schritt';
let simulator: Simulator;
let end: () => Promise<void>;
/** As init wrote it, and as people went on from there. */
const first = { full: '', gentle: '', ours: '' };
beforeAll(async () => {
  ({ simulator, end } = await becomeNewcomer());
  for (const how of ['full', 'gentle'] as const) {
    await liaison(['init', '--yes', '--no-env', `--${how}`, ...KNOWN_FLAGS]);
    first[how] = readFileSync(FILE, 'utf8');
    rmSync(FILE);
  }
  first.ours = byHand(first.full);
});
afterAll(() => end());

/** What people do with their playbook: they act, reword, reorder, add, and say why. */
function byHand(text: string): string {
  return text
    .replace('mode: observe', 'mode:   act   # seit Montag, Johanna')
    .replace('places:\n', '# Höchstens zweimal, sonst fragen wir.\nmaxReverts: 2\n\nplaces:\n')
    .replace('team-size: { min: 2, max: 5, enforce: warn }', 'team-size: {min: 3,max: 6,   enforce: revert}')
    .replace(
      'workItems:\n',
      'workItems:\n  - { key: kuchen, title: Kuchen backen, phase: running } # wichtig\n',
    )
    .replace(/allHands: \[(\w+)\]/, 'allHands:\n    - $1 # um zehn')
    .concat('\n# Ende. Fragen an Johanna.\ntexts: {}\n');
}

const write = (text: string) => writeFileSync(FILE, text);
const now = () => readFileSync(FILE, 'utf8');
const difference = (before: string) =>
  changedLines(before.split('\n'), now().split('\n')).map(({ sign, text }) => `${sign} ${text.trim()}`);
/** A line that begins like this. */
const line = (start: string): string =>
  expect.stringMatching(new RegExp(`^${start.replace(/^\+/, '\\+')}`)) as string;
const again = (...flags: string[]) => liaison(['init', '--yes', '--force', '--no-env', ...flags]);

/** What one flag changes; each third is a kind of its own: a list in lines, a map with comments, another rule. */
const CHANGES: [flags: string[], becomes: string[]][] = [
  [
    ['--all-hands-day', 'monday'],
    ['- - wednesday # um zehn', '+ - monday # um zehn'],
  ],
  [
    ['--language', 'en'],
    ['- locale: de', '+ locale: en'],
  ],
  [
    ['--zone', 'Europe/Vienna'],
    ['- zone: Europe/Berlin', '+ zone: Europe/Vienna'],
  ],
  [
    ['--function', 'Rechte=Presse'],
    // What init said of it goes with it.
    ['- # Labels ohne Nutzergruppe: Rechte.', '+ Rechte: Presse'],
  ],
  [
    ['--holidays', 'DE-BE'],
    ['- holidayRegion: DE # Feiertage dieser Region', '+ holidayRegion: DE-BE # Feiertage dieser Region'],
  ],
  [['--functions-field', 'none'], ['- functions: Gebrauchte Bereiche']],
  [
    ['--adopt', `${SCHOOLS}=none`],
    [
      line(`- \\w+: "\\d+" # ${SCHOOLS} → ${SCHOOLS} – Arbeit`),
      line(`+ \\w+: none # ${SCHOOLS} → bekommt eine neue`),
    ],
  ],
  [
    ['--phase', 'Freigabe=none'],
    ['- running: [in arbeit, freigabe]', '+ running: [in arbeit]'],
  ],
  [
    ['--owner', 'Frieda Jansen'],
    [line('- owner: \\d+ # Johanna Lind: wird gefragt'), line('+ owner: \\d+ # Frieda Jansen: wird gefragt')],
  ],
  [
    // A rule about a field that is none any more would not hold.
    ['--outcome-field', 'none'],
    ['- outcome: Ausgang', line('- outcome-recorded: ')],
  ],
  [['--owner', 'none'], [line('- owner: \\d+ # Johanna Lind: ')]],
];

describe('a second init', () => {
  beforeEach(() => write(first.ours));

  it('keeps everything where nothing is said, and writes nothing', async () => {
    const { code, said } = await liaison(['init', '--yes']);
    expect({ code, text: now() }, said).toEqual({ code: 0, text: first.ours });
    expect(said).toContain(`${FILE} says all of that already: it stays as it is.`);
    expect(existsSync('.env')).toBe(false);
  });

  it.each(sampleOf(CHANGES, 3))('with %j changes that alone', async (flags, becomes) => {
    const { code, said } = await again(...flags);
    expect(code, said).toBe(0);
    expect(difference(first.ours), said).toEqual(becomes);
    expect((await again()).said).toContain('says all of that already');
  });

  it('takes agendas out whole, and puts them back with the tasks that there are', async () => {
    expect((await again('--agenda-list', 'none')).code).toBe(0);
    expect(difference(first.ours).filter(one => one.startsWith('+'))).toEqual([]);
    expect(now()).not.toContain('Allrunde');
    write(now().replaceAll('ergebnis-teilen', 'feiern'));
    expect((await again('--agenda-list', 'Allrunde')).code).toBe(0);
    expect(now()).toContain('# Ende. Fragen an Johanna.');
    expect(now()).toMatch(/digest:\n {2}list: Allrunde\n {2}plans: \[plan-vorstellen\]\n {2}evaluations:/);
  });

  it('says as data what becomes other, and that nothing does', async () => {
    const told = async (...flags: string[]) => {
      const { said } = await again('--json', ...flags);
      return JSON.parse(said.slice(said.indexOf('\n{\n') + 1)) as { changed: unknown; doctor: unknown };
    };
    expect((await told('--all-hands-day', 'monday')).changed).toEqual([
      { key: 'calendar.allHands', from: ['wednesday'], to: ['monday'] },
    ]);
    expect(await told()).toMatchObject({ changed: [], doctor: null, env: null });
  });

  it('keeps to the letter what it is not told to write over', async () => {
    const { code, said } = await liaison(['init', '--yes', '--all-hands-day', 'monday']);
    expect({ code, text: now() }).toEqual({ code: 1, text: first.ours });
    for (const part of [
      'What would become other',
      '+     - monday # um zehn',
      '--force',
      'Nothing was written',
    ])
      expect(said).toContain(part);
  });

  it('keeps how lines end, and what stands behind the last one', async () => {
    const before = first.ours.trimEnd().replaceAll('\n', '\r\n');
    write(before);
    expect((await again('--function', 'Rechte=Presse', '--gentle')).code).toBe(0);
    expect(now().replaceAll('\r\n', '')).not.toContain('\n');
    expect(now().endsWith('texts: {}')).toBe(true);
  });

  it('refuses to change what other keys take, and says by which hand it is changed', async () => {
    write(
      first.ours
        .replace('zone: Europe/Berlin', 'zone: &here Europe/Berlin')
        .replace('texts: {}', 'texts: { team-size.holds: *here }'),
    );
    const before = now();
    const { code, said } = await again('--zone', 'Europe/Vienna');
    expect({ code, text: now() }, said).toEqual({ code: 1, text: before });
    expect(said).toContain(
      'calendar.zone — should become "Europe/Vienna", and it can’t be changed by itself',
    );
  });
});

describe('a second init, gently and fully', () => {
  it('comes from fully to gently and back by what init itself wrote', async () => {
    write(first.full);
    expect((await again('--gentle')).code).toBe(0);
    expect(now()).toBe(first.gentle);
    expect((await again('--full')).code).toBe(0);
    expect(now()).toBe(first.full);
  });

  it('keeps a gentle beginning that people have changed, also where something else changes', async () => {
    const ours = first.gentle
      .replace('maxChangesPerDay: 30', 'maxChangesPerDay: 50')
      .replace('enforce: inform', 'enforce: warn');
    write(ours);
    expect((await liaison(['init', '--yes'])).code).toBe(0);
    expect(now()).toBe(ours);
    expect((await again('--full')).code).toBe(0);
    // Their own limit and their own rules are theirs.
    expect(difference(ours)).toEqual([line('- # Nur für diese Karte'), line('- pilot: ')]);
  });

  it('says that a pilot is gone, and proposes another one', async () => {
    write(first.gentle.replace(/pilot: \[\w+\]/, 'pilot: [weg]'));
    const { code, said } = await again();
    expect(code, said).toBe(0);
    expect(said).toContain('pilot names “weg”. The board has no such card any more.');
    expect(now()).toBe(first.gentle);
  });
});

describe('a second init where something is gone', () => {
  const rename = async (from: string, to: string) => {
    const client = clientOf(simulator);
    const { board } = await placesOf(client);
    await client.control('statuses', { list: board, rename: { [from]: to } });
  };

  it('says that a status was renamed, asks for the phase of its new name, and changes that alone', async () => {
    write(first.ours);
    await rename('freigabe', 'abnahme');
    const { code, said } = await again();
    expect({ code, text: now() }, said).toEqual({ code: 1, text: first.ours });
    expect(said).toContain('phases.running names “freigabe”. The board has no such status any more.');
    expect(said).toContain('Say it with --phase "abnahme=PHASE"');
    expect((await again('--phase', 'Abnahme=running')).code).toBe(0);
    expect(difference(first.ours)).toEqual([
      '- running: [in arbeit, freigabe]',
      '+ running: [in arbeit, abnahme]',
    ]);
    await rename('abnahme', 'freigabe');
  });

  it('says of each name that nothing has it any more, and proposes as the first time', async () => {
    write(
      first.ours
        .replace('board: Kundenergebnisse', 'board: Ergebnisse')
        .replace('supporters: Betreuende', 'supporters: Paten')
        .replace('supporter: Betreuung', 'supporter: Pate')
        .replace(/owner: \d+/, 'owner: Johanna Lind')
        .replace(/"\d+" # Schulen/, '"1" # Schulen'),
    );
    const { code, said } = await again();
    expect(code, said).toBe(0);
    for (const gone of [
      'places.board names “Ergebnisse”',
      'people.supporters names “Paten”',
      'fields.supporter names “Pate”',
    ])
      expect(said).toContain(gone);
    expect(said).toMatch(/teamList\.adopt\.\w+ names “1”\. .*Schulen/);
    const other = difference(first.ours);
    expect(other).toContain(
      '+ owner: Johanna Lind # Johanna Lind: wird gefragt, wenn sonst niemand etwas richten kann',
    );
    expect(other).toHaveLength(3);
  });

  it('says that a playbook does not hold, and goes on as the first time', async () => {
    const broken = first.ours.replace('maxReverts: 2', 'maxRevert: 2');
    write(broken);
    const { code, said } = await again();
    expect({ code, text: now() }, said).toEqual({ code: 1, text: broken });
    expect(said).toMatch(
      /can’t be read as a playbook \(line \d+: maxRevert given an unknown key\), so that everything is asked/,
    );
    expect((await again('--full', ...KNOWN_FLAGS)).code).toBe(0);
    expect(now()).toBe(first.full);
  });
});
