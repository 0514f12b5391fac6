// Was Liaison sagt, solange eine Karte ruht und wenn es weitergeht, auf Deutsch: freundlich, kurz und per Du.
import type { EN_PAUSE } from './en-pause.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_PAUSE: InAnotherLanguage<typeof EN_PAUSE> = {
  'working-days': { one: '1 Arbeitstag', other: '{count} Arbeitstage' },
  'phase.paused': 'pausiert',
  'status.no-phase': 'Dieses Kundenergebnis ruht: Das Playbook hat für seinen Status „{status}“ keine Phase.',
  'status.resting':
    'Bis es weitergeht, frage und erinnere ich niemanden, und kein Tag davon wird mitgezählt.',
  'settled.resting':
    'Dieses Kundenergebnis ruht. Ist das noch wichtig, wenn es weitergeht, frage ich hier wieder.',
  'answer.rests': '· Dieses Kundenergebnis ruht: bis es weitergeht, spielt keine Regel eine Rolle.',
  'pause.rested': 'Es hat vom {from} bis zum {until} geruht, {days}.',
  'pause.rested-often': 'Zwischen {from} und {until} hat es mehrmals geruht, insgesamt {days}.',
  'pause.propose': 'Um ebenso viel verschoben ginge es vom {start} bis zum {due}.',
  'pause.propose-start': 'Um ebenso viel verschoben finge es am {start} an.',
  'pause.propose-due': 'Um ebenso viel verschoben ginge es bis zum {due}.',
  'pause.set':
    'Bitte tragt auf der Karte ein, was jetzt gilt, bevor etwas zu spät ist; bleibt es bei den alten Tagen, dann schließt meinen Kommentar.',
  'pause.settled': 'Die Tage nach der Pause sind geklärt.',
  'digest.paused': 'Pausiert',
};
