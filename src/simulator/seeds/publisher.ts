// A publisher that has worked by hand: German names, statuses and fields of its own, lists that people made for some of
// their customer results, a guest, and people in no group.
import type { Company, CompanyGroup, CompanyList, CompanyTask } from '../company/company.ts';

/** Who works where; the guest and the last two are in no group. */
const PEOPLE: [name: string, group: string | null, supports?: true][] = [
  ['Johanna Lind', 'Verlagsleitung'],
  ['Matthias Kern', 'Lektorat', true],
  ['Paula Seidel', 'Lektorat'],
  ['Emre Yıldız', 'Lektorat'],
  ['Sabine Roth', 'Herstellung', true],
  ['Jan Petersen', 'Herstellung'],
  ['Lea Brückner', 'Herstellung'],
  ['Dirk Hollmann', 'Vertrieb', true],
  ['Amelie Fuchs', 'Vertrieb'],
  ['Tomasz Wolski', 'Vertrieb'],
  ['Nora Eichel', 'Marketing', true],
  ['Aylin Korkmaz', 'Marketing'],
  ['Sven Albers', 'Marketing'],
  ['Rike Sommer', 'Presse'],
  ['Benedikt Pohl', 'Presse'],
  ['Frieda Jansen', null],
  ['Oleg Marten', null],
];
const GUEST = 'Gerd Außendienst';

const STATUSES: [name: string, type: 'open' | 'custom' | 'done' | 'closed'][] = [
  ['Ideenspeicher', 'open'],
  ['Priorisiert', 'custom'],
  ['Team gesucht', 'custom'],
  ['In Arbeit', 'custom'],
  ['Freigabe', 'custom'],
  ['Auswertung', 'custom'],
  ['Pausiert', 'custom'],
  ['Erledigt', 'done'],
  ['Verworfen', 'closed'],
];

type Result = {
  name: string;
  status: string;
  team?: string[];
  support?: string;
  start?: number;
  due?: number;
  needs?: string[];
};

const RUNNING: Result[] = [
  {
    name: 'Buchhandlungen finden unsere Neuerscheinungen sofort',
    status: 'In Arbeit',
    team: ['Paula Seidel', 'Amelie Fuchs', 'Sven Albers'],
    support: 'Matthias Kern',
    start: -21,
    due: 35,
    needs: ['Lektorat', 'Vertrieb', 'Marketing'],
  },
  {
    name: 'Leserinnen hören Hörproben ohne Anmeldung',
    status: 'In Arbeit',
    team: ['Jan Petersen', 'Aylin Korkmaz', 'Emre Yıldız'],
    support: 'Sabine Roth',
    start: -10,
    due: 46,
    needs: ['Herstellung', 'Marketing'],
  },
  {
    name: 'Schulen bestellen Klassensätze in einem Schritt',
    status: 'In Arbeit',
    team: ['Tomasz Wolski', 'Lea Brückner', 'Aylin Korkmaz'],
    support: 'Dirk Hollmann',
    start: -3,
    due: 60,
    needs: ['Vertrieb', 'Herstellung'],
  },
  {
    name: 'Autorinnen sehen ihre Abrechnung jederzeit',
    status: 'In Arbeit',
    team: ['Emre Yıldız', 'Jan Petersen'],
    support: 'Matthias Kern',
    start: -5,
    due: 51,
    needs: ['Lektorat', 'Herstellung'],
  },
  {
    name: 'Remittenden kommen ohne Anruf zurück',
    status: 'Freigabe',
    team: ['Amelie Fuchs', 'Jan Petersen', 'Rike Sommer'],
    support: 'Nora Eichel',
    start: -30,
    due: 12,
    needs: ['Vertrieb', 'Herstellung'],
  },
  {
    name: 'Lesungen finden ihr Publikum',
    status: 'Auswertung',
    team: ['Benedikt Pohl', 'Sven Albers', 'Aylin Korkmaz'],
    support: 'Nora Eichel',
    start: -70,
    due: -6,
    needs: ['Presse & Öffentlichkeit', 'Marketing'],
  },
  {
    name: 'Vorschauen, die Buchhändler gern lesen',
    status: 'Auswertung',
    team: ['Paula Seidel', 'Tomasz Wolski'],
    support: 'Dirk Hollmann',
    start: -64,
    due: -2,
    needs: ['Lektorat', 'Vertrieb'],
  },
  {
    name: 'Bibliotheken leihen E-Books ohne Wartezeit',
    status: 'Pausiert',
    team: ['Lea Brückner', 'Emre Yıldız'],
    support: 'Sabine Roth',
    start: -40,
    due: 30,
    needs: ['Herstellung'],
  },
];

const FORMING: Result[] = [
  {
    name: 'Kinder entdecken die Reihe durch Freunde',
    status: 'Team gesucht',
    team: ['Aylin Korkmaz'],
    needs: ['Marketing', 'Lektorat'],
  },
  {
    name: 'Rezensionsexemplare kommen in zwei Tagen an',
    status: 'Team gesucht',
    team: ['Rike Sommer', 'Jan Petersen'],
    needs: ['Presse & Öffentlichkeit', 'Herstellung'],
  },
  { name: 'Übersetzungsrechte in drei Tagen geklärt', status: 'Team gesucht', needs: ['Lektorat'] },
];

const IDEAS = [
  'Bücher ohne Plastik',
  'Lesekreise bekommen Fragen zum Buch',
  'Abonnentinnen wählen ihr nächstes Buch',
  'Der Katalog passt in die Manteltasche',
  'Vergriffenes ist wieder lieferbar',
  'Blinde Leser hören jedes neue Buch',
  'Buchpaten für Schulbibliotheken',
  'Ein Anruf genügt für jede Bestellung',
  'Hörbücher für lange Zugfahrten',
  'Signierte Bücher zu Weihnachten',
];

const ENDED: Result[] = [
  {
    name: 'Leser erreichen einen Menschen',
    status: 'Erledigt',
    team: ['Amelie Fuchs', 'Benedikt Pohl'],
    support: 'Dirk Hollmann',
    start: -120,
    due: -60,
  },
  {
    name: 'Die Backlist verkauft sich wieder',
    status: 'Erledigt',
    team: ['Tomasz Wolski'],
    support: 'Matthias Kern',
    start: -150,
    due: -90,
  },
  { name: 'Ein eigener Lesesessel', status: 'Verworfen' },
  { name: 'Werbung im Kino', status: 'Verworfen' },
];

/** Lists that people made, by the card that they are for; the words vary as people's do. */
const HAND_MADE: [list: string, tasks: string[]][] = [
  [
    'Buchhandlungen finden unsere Neuerscheinungen sofort',
    ['Kick-off', 'Plan der Allrunde vorstellen', 'Mit drei Buchhandlungen sprechen'],
  ],
  ['Leserinnen hören Hörproben ohne Anmeldung (Team)', ['Auftakt', 'Rechte an den Hörproben klären']],
  [
    'Schulen bestellen Klassensätze in einem Schritt – Arbeit',
    ['Das Problem verstehen', 'Formular entwerfen'],
  ],
  ['Team Remittenden kommen ohne Anruf zurück', ['Auswertung planen', 'Etiketten drucken']],
  ['Lesungen finden ihr Publikum', ['Rückmeldungen sammeln', 'Plakate']],
  ['Vorschauen, die Buchhändler gern lesen – Liste', ['Kennzahlen auswerten']],
  ['Vorlagen', ['Checkliste Lesung']],
];

/** The company: 25 customer results on its board, seven lists in the folder for teams. */
export function publisher(): Company {
  return {
    name: 'Lindenblatt',
    bot: { name: 'Liaison' },
    people: [...PEOPLE.map(([name]) => ({ name })), { name: GUEST, role: 'guest' }],
    groups: groups(),
    spaces: [
      {
        name: 'Verlag',
        statuses: [
          { name: 'Offen', type: 'open' },
          { name: 'In Bearbeitung', type: 'custom' },
          { name: 'Fertig', type: 'closed' },
        ],
        lists: [
          board(),
          { name: 'Allrunde', content: 'Was alle am Mittwoch hören.' },
          { name: 'Wunschliste', tasks: [{ name: 'Neue Kaffeemaschine' }] },
        ],
        folders: [
          { name: 'Teamlisten', lists: HAND_MADE.map(handMade) },
          { name: 'Archiv', lists: [{ name: 'Alte Programme' }] },
        ],
      },
      { name: 'Haus und Hof', lists: [{ name: 'Reparaturen' }] },
    ],
  };
}

function groups(): CompanyGroup[] {
  const group = (name: string, of: string) => ({
    name,
    members: PEOPLE.filter(([, works]) => works === of).map(([person]) => person),
  });
  return [
    { name: 'Betreuende', members: PEOPLE.filter(([, , supports]) => supports).map(([person]) => person) },
    group('Verlagsleitung', 'Verlagsleitung'),
    group('Lektorat', 'Lektorat'),
    group('Team Herstellung', 'Herstellung'),
    group('Vertrieb', 'Vertrieb'),
    group('Marketing', 'Marketing'),
    group('Presse', 'Presse'),
  ];
}

function board(): CompanyList {
  const ideas = IDEAS.map((name, index) => ({
    name,
    status: index < 4 ? 'Priorisiert' : 'Ideenspeicher',
    needs: ['Lektorat', 'Marketing'].slice(index % 2),
  }));
  return {
    name: 'Kundenergebnisse',
    content: 'Was unsere Kunden als Nächstes merken sollen.',
    statuses: STATUSES.map(([name, type]) => ({ name, type })),
    fields: [
      { name: 'Betreuung', type: 'users' },
      { name: 'Auftraggeber', type: 'users' },
      {
        name: 'Gebrauchte Bereiche',
        type: 'labels',
        options: ['Lektorat', 'Herstellung', 'Vertrieb', 'Marketing', 'Presse & Öffentlichkeit', 'Rechte'],
      },
      { name: 'Ausgang', type: 'drop_down', options: ['Erreicht', 'Teilweise erreicht', 'Nicht erreicht'] },
      { name: 'Budget', type: 'currency' },
      { name: 'Zielwert', type: 'short_text' },
      { name: 'Istwert', type: 'short_text' },
    ],
    tasks: [...RUNNING, ...FORMING, ...ideas, ...ENDED].map(cardOf),
  };
}

function cardOf({ name, status, team, support, start, due, needs }: Result, index: number): CompanyTask {
  return {
    name,
    status,
    assignees: team,
    start,
    due,
    priority: 1 + (index % 4),
    fields: {
      ...(needs ? { 'Gebrauchte Bereiche': needs } : {}),
      ...(support ? { Betreuung: support } : {}),
      ...(status === 'Erledigt' ? { Ausgang: 'Erreicht' } : {}),
    },
    created: (start ?? -20) - 30,
    updated: -2,
    history: [
      { status: 'Ideenspeicher', since: (start ?? -20) - 30 },
      ...(status === 'Ideenspeicher' ? [] : [{ status, since: start ?? -10 }]),
    ],
  };
}

function handMade([name, tasks]: [string, string[]]): CompanyList {
  return { name, tasks: tasks.map(task => ({ name: task, created: -20, updated: -5 })) };
}
