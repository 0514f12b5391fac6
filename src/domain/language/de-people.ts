// Was Liaison über Abwesenheiten sagt, auf Deutsch.
import type { EN_PEOPLE } from './en-people.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_PEOPLE: InAnotherLanguage<typeof EN_PEOPLE> = {
  'status.away': 'Abwesend: ',
  'status.away-soon': 'Bald abwesend: ',
  'status.waits': 'Wartet: ',
  'away.until': '{person} bis {day}',
  'away.from': '{person} vom {from} bis {until}',
  'away.waits': '{what}, auf {person}',
  'away.waits-until': '{what}, auf {person}, abwesend bis {day}',
  'away.reminder': 'die Erinnerung an Rückmeldungen',
  'away.task': '{person} ist abwesend',
  'step.away': '{person} geht',
  'step.back': '{person} kommt zurück',
  'step.away-soon': 'es wird angezeigt, dass {person} abwesend sein wird',
  'step.hand-over': '„{item}“ geht an jemanden, der da ist',

  'away.noted':
    'Vermerkt, danke. Vom {from} bis {until} frage ich dich nichts und gebe dir keine Arbeit. `/back` beendet das früher.',
  'away.known': 'So steht es schon in der Liste der Abwesenheiten: du bist vom {from} bis {until} abwesend.',
  'away.no-end': 'Bis wann? Bitte schreib es so wie hier: {examples}.',
  'away.backwards': '{until} liegt vor {from}. Bitte schreib es so wie hier: {examples}.',
  'away.far-end':
    'Das wäre vom {from} bis {until}. Wenn du das meinst, schreib es bitte mit dem Jahr: {example}. Geändert hat sich nichts.',
  'away.refused':
    'ClickUp lässt mich nicht in die Liste der Abwesenheiten schreiben. Könntest du es dort selbst eintragen?',
  'back.done': 'Willkommen zurück! Soweit ich es vermerkt habe, bist du nicht mehr abwesend.',
  'back.later':
    'Für später vermerkt, und so gelassen: {days}. Gilt es nicht mehr, dann schließ seine Aufgabe in der Liste der Abwesenheiten.',
  'back.span': '{from} bis {until}',
  'back.not-yet':
    '`/back` sagt, dass du jetzt wieder da bist. Bist du es am {day}, dann schreib bitte {example}. Geändert hat sich nichts.',
  'back.theirs':
    'In der Liste der Abwesenheiten steht, dass du bis {until} abwesend bist, in einer Aufgabe, die nicht von mir ist; darum lasse ich sie. Bitte schließ sie dort.',
};
