// A first playbook in German.
import type { PlaybookWords } from './words.ts';

export const de: PlaybookWords = {
  heading: [
    'So arbeiten wir mit Kundenergebnissen, und danach richtet sich Liaison. Geschrieben von `liaison init`; ab jetzt gehört es euch.',
    'Jeder Schlüssel steht in docs/configuration.md, jede Regel in docs/rules.md. `liaison doctor` prüft alles.',
  ],
  mode: 'observe: ansehen und berichten, nichts in ClickUp schreiben.   act: tun, was `liaison plan` zeigt.',
  locale: 'Die Sprache, in der Liaison in ClickUp spricht.',
  pilot:
    'Nur für diese Karte wird gehandelt; alle anderen werden angesehen und gezeigt. Ohne den Schlüssel für alle.',
  limit:
    'Höchstens so viele Änderungen am Tag, über alle Karten; der Rest wartet bis zum nächsten. Ohne den Schlüssel ohne Grenze.',
  phases: 'Welcher Status des Boards welche Phase bedeutet.',
  resting: statuses => `In keiner Phase, Karten darin ruhen: ${statuses}.`,
  fields: 'Eigene Felder des Boards.',
  people: 'Nutzergruppen: wer betreuen darf, und wer in welchem Bereich arbeitet.',
  owner: 'wird gefragt, wenn sonst niemand etwas richten kann',
  unmatched: labels => `Labels ohne Nutzergruppe: ${labels}.`,
  calendar: 'Wann gearbeitet wird, und wann sich alle treffen.',
  holidays: 'Feiertage dieser Region',
  rules: [
    'Was an jedem Kundenergebnis geprüft wird. inform: im Statuskommentar zeigen.   warn: auch jemanden fragen.',
    'revert: genau die Änderung zurücknehmen, die jemand eben gemacht hat. Die Zahlen sind ein Anfang: ändert sie.',
  ],
  teamList: 'Die Liste, die jedes Kundenergebnis ab dieser Phase bekommt.',
  listDescription: 'Die Arbeit des Teams hinter „{name}“. Was ihr von Hand ändert, bleibt eures.',
  adopt: 'Listen, die es schon gab, nach der Id ihrer Karte: so eine Liste wird übernommen, nie verdoppelt.',
  adoptNone: 'bekommt eine neue',
  unanswered: cards => `Noch nicht beantwortet, darum bekommen diese keine Liste: ${cards}.`,
  workItems: 'Die Aufgaben, die Liaison in jeder Teamliste anlegt; sie wandern mit den Tagen der Karte.',
  feedback: 'Wer Rückmeldungen sammelt, wird erinnert, bis es genug sind.',
  digest: 'Die Tagesordnung der Vollversammlung: eine Aufgabe in dieser Liste, am Arbeitstag davor.',
  items: {
    kickOff: {
      key: 'auftakt',
      title: 'Auftakt',
      description: 'Trefft euch einmal als Team, mit eurer Begleitung. Wann ist euer wöchentliches Treffen?',
    },
    understand: {
      key: 'problem-verstehen',
      title: 'Das Problem verstehen',
      description: 'Sprecht mit Kunden, bevor ihr plant.',
    },
    plan: {
      key: 'plan-machen',
      title: 'Den Plan mit der Begleitung machen',
      description: 'Was zuerst, was könnte schiefgehen, woran merkt ihr das Ergebnis?',
    },
    presentPlan: {
      key: 'plan-vorstellen',
      title: 'Den Plan allen vorstellen',
      description: 'Fünf Minuten: das Problem, der Plan, was ihr von anderen braucht.',
    },
    sync: {
      key: 'woechentliches-treffen',
      title: 'Wöchentliches Treffen',
      description: 'Was haben Kunden gesagt, was kommt als Nächstes, wer braucht Hilfe?',
    },
    planEvaluation: {
      key: 'auswertung-planen',
      title: 'Die Auswertung planen',
      description: 'Welche Kunden fragt ihr, auf welche Zahlen schaut ihr, wer macht was?',
    },
    feedback: {
      key: 'rueckmeldungen-sammeln',
      title: 'Rückmeldungen sammeln',
      description: 'Für jede Rückmeldung eine Unteraufgabe: wer es gesagt hat, und was.',
    },
    metrics: {
      key: 'kennzahlen-sammeln',
      title: 'Kennzahlen zusammentragen',
      description: 'Was sagen die Zahlen, verglichen mit der Zeit davor?',
    },
    evaluate: {
      key: 'auswerten',
      title: 'Mit der Begleitung auswerten',
      description: 'Haben Kunden das Ergebnis gemerkt? Was würdet ihr wieder tun, was nicht?',
    },
    share: {
      key: 'ergebnis-teilen',
      title: 'Das Ergebnis mit allen teilen',
      description: 'Was gibt es zu feiern, was zu lernen?',
    },
    feedBack: {
      key: 'ideen-zurueckgeben',
      title: 'Ideen ins Board zurückgeben',
      description: 'Für jede Idee eine Aufgabe mit dem Tag follow-up: jede wird eine eigene Karte.',
    },
  },
};
