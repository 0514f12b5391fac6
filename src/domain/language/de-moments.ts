// Was Liaison an den Übergängen zwischen Phasen sagt, auf Deutsch: freundlich, kurz und per Du.
import type { EN_MOMENTS } from './en-moments.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_MOMENTS: InAnotherLanguage<typeof EN_MOMENTS> = {
  'rule-name.starts-when-complete': 'Start wenn vollständig',
  'step.complete': 'das Team hört, dass es vollständig ist',

  'complete.says': 'Alle sind da: {team}, begleitet von {supporters}.',
  'complete.says-alone': 'Alle sind da: {team}.',
  'complete.day': 'Der nächste Tag, an dem ihr alle da seid, ist {day}. Wie wäre es dann mit dem Kick-off?',
  'complete.no-day':
    'In den nächsten vier Wochen gibt es keinen Tag, an dem ihr alle da seid. Am {day} fehlen die wenigsten: {people}. Wäre das ein Tag für das Kick-off?',
  'complete.begin': 'Bewegt die Karte nach „{status}“, um anzufangen.',
  'complete.begin-with-dates':
    'Bewegt die Karte nach „{status}“, um anzufangen, und tragt Beginn und Ende ein.',
  'complete.over':
    'Seither hat sich etwas geändert. Was fehlt, steht im Kommentar „So steht es um dieses Kundenergebnis“.',

  'step.next': 'das Team hört, wer Leute wie sie sucht',
  'next.forming': 'Hier wird jemand wie du gesucht, das Wichtigste zuerst:',
  'next.candidates':
    'Kein Team, das sich gerade bildet, sucht jemanden wie dich. Als Nächstes auf dem Board:',
  'next.none': 'Zurzeit sucht nichts auf dem Board jemanden wie dich.',
  'next.enough': {
    one: 'Du bist schon in 1 Team; verabredet sind höchstens {max}. Vielleicht bringst du erst etwas zu Ende.',
    other:
      'Du bist schon in {count} Teams; verabredet sind höchstens {max}. Vielleicht bringst du erst etwas zu Ende.',
  },
  'next.anybody': 'Alle',
  'next.offer-evaluating':
    'Rückmeldungen brauchen Zeit. Wer inzwischen eine Hand frei hat: Hier werden Leute wie ihr gesucht.',
  'next.offer-done': 'Wer das nächste Kundenergebnis sucht: Hier werden Leute wie ihr gesucht.',
  'next.more': 'Mit `/next` sage ich dir, was zu dir passt.',

  'again.goes-on': 'Es war am {from} zu Ende und geht seit {until} weiter.',
  'again.propose': 'Mit ebenso viel Zeit wie zuvor ginge es vom {start} bis zum {due}.',
  'again.settled': 'Die Tage, nach denen es weitergeht, sind geklärt.',

  'starts-when-complete.holds': 'Das Team ist seit {since} vollständig und fängt bis {day} an.',
  'starts-when-complete.fails':
    'Das Team ist seit {since} vollständig; verabredet ist, innerhalb von {days} anzufangen.',
  'starts-when-complete.start':
    'Bitte fangt an, oder schreibt auf die Karte, worauf ihr wartet; geht es jetzt nicht, könnt ihr die Karte pausieren oder die Regel ausnehmen lassen.',
};
