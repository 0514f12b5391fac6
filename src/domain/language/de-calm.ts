// Was Liaison sagt, damit es ruhig bleibt, auf Deutsch: das Ende der Erinnerungen, Übergaben, die Rückkehr.
import type { EN_CALM } from './en-calm.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_CALM: InAnotherLanguage<typeof EN_CALM> = {
  'step.last-reminder': 'das letzte Wort zu Rückmeldungen für „{item}“',
  'reminder.last': {
    one: '{have} von {min} Kundenrückmeldungen sind da, 1 fehlt. Ich habe das Team daran erinnert und tue es nicht noch einmal.',
    other:
      '{have} von {min} Kundenrückmeldungen sind da, {count} fehlen. Ich habe das Team daran erinnert und tue es nicht noch einmal.',
  },
  'reminder.last-do':
    'Kannst du mit dem Team abmachen, wer bis wann welche Kunden fragt? Kommt nichts mehr, dann schließ bitte diese Aufgabe.',
  'settled.handed-on': '{person} ist abwesend, darum frage ich jetzt {to}. Hier ist nichts mehr zu tun.',
  'step.welcome': '{person} hört, was wartet',
  'welcome.waits': 'schön, dass du wieder da bist. Das wartet auf dich:',
  'welcome.also': 'Schön, dass du wieder da bist. Das wartet außerdem auf dich:',
  'welcome.item': '({card}), fällig {day}',
  'welcome.questions': 'auf dieser Karte meine Fragen zu {rules}',
  'back.waits': 'Das wartet auf dich:',
};
