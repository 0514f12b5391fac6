// The file that init writes: it holds in each language, whatever things are called.
import { describe, expect, it } from 'vitest';
import { loadPlaybookText } from '../../src/config/playbook-file.ts';
import type { Answers, Beginning } from '../../src/init/answers.ts';
import { playbookText } from '../../src/init/playbook-text.ts';

const ANSWERS: Answers = {
  locale: 'de',
  places: { workspace: '9015', space: 'Verlag: "Süd"', board: '#1 Ergebnisse', folder: '901' },
  phases: {
    candidate: ['to: do'],
    forming: ['team gesucht'],
    running: ['in arbeit, wirklich', '100'],
    evaluating: ['auswertung'],
    paused: [],
    done: ['yes'],
    dropped: ['null'],
  },
  restingStatuses: ['freigabe'],
  fields: { supporter: 'Betreuung', functions: 'Bereiche', outcome: '- Ausgang' },
  supporters: 'Betreuende',
  functions: [
    ['Presse & Öffentlichkeit', '"Presse"'],
    ['Vertrieb: Süd', 'Vertrieb'],
  ],
  labelsAlone: ['Rechte\nund Pflichten'],
  flocks: [['Amsel', 'Schwarm Amsel']],
  owner: { id: 81, name: 'Johanna\nLind', written: 81 },
  zone: 'Europe/Berlin',
  holidayRegion: 'DE',
  allHands: ['wednesday'],
  agendaList: 'Allrunde',
  celebrate: ['Erreicht'],
  adopt: [
    { cardId: '86c', cardName: 'Eins # zwei', listId: '901', listName: 'Eins' },
    { cardId: '123', cardName: 'Drei', listId: null, listName: null },
  ],
};
const GENTLE = { kind: 'gentle', pilots: [{ id: '123', name: 'Drei\nvier' }] } as const satisfies Beginning;

const load = (answers: Answers, begin: Parameters<typeof playbookText>[1] = { kind: 'full' }) =>
  loadPlaybookText('playbook.yaml', playbookText(answers, begin, ['Fünf\nsechs'])).then(
    ({ playbook }) => playbook,
  );

describe('a first playbook', () => {
  it('holds whatever things are called, and observes', async () => {
    const playbook = await load(ANSWERS);
    expect(playbook).toMatchObject({
      mode: 'observe',
      locale: 'de',
      places: ANSWERS.places,
      phases: ANSWERS.phases,
      fields: ANSWERS.fields,
      people: { supporters: 'Betreuende', functions: Object.fromEntries(ANSWERS.functions), owner: '81' },
      calendar: { zone: 'Europe/Berlin', holidayRegion: 'DE', allHands: ['wednesday'] },
      teamList: { adopt: { '86c': '901', '123': 'none' } },
      digest: { list: 'Allrunde', celebrate: ['Erreicht'] },
    });
    expect(playbook.pilot).toBeUndefined();
    expect(playbook.rules['team-size']?.enforce).toBe('warn');
  });

  it('begins gently with one card, a limit, and rules that only show', async () => {
    const playbook = await load(ANSWERS, GENTLE);
    expect(playbook.pilot).toEqual(['123']);
    expect(playbook.maxChangesPerDay).toBeGreaterThan(0);
    const enforced = Object.values(playbook.rules).map(rule => rule?.enforce);
    expect(new Set(enforced)).toEqual(new Set(['inform']));
  });

  it('holds with as little as a workspace may have, in English', async () => {
    const playbook = await load({
      ...ANSWERS,
      locale: 'en',
      fields: { supporter: 'Supporter' },
      functions: [],
      flocks: [],
      owner: null,
      holidayRegion: null,
      agendaList: null,
      celebrate: [],
      adopt: [],
    });
    expect(Object.keys(playbook.rules)).not.toContain('cross-functional');
    expect(playbook.workItems.map(({ title }) => title)).toContain('Plan the evaluation');
    expect(playbook.digest).toBeUndefined();
  });

  it('is short', () => {
    expect(playbookText(ANSWERS, GENTLE, []).split('\n').length).toBeLessThan(170);
    expect(playbookText(ANSWERS, GENTLE, [])).toContain('title: Die Auswertung planen');
  });
});
