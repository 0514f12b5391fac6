// Was auf der Seite „Über diese Liste“ steht, und was Liaison von Aufgaben sagt, die es nicht mehr zuordnen kann, auf
// Deutsch: freundlich, kurz und per Du.
import type { EN_LIST_PAGE } from './en-list-page.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_LIST_PAGE: InAnotherLanguage<typeof EN_LIST_PAGE> = {
  'about.name': 'Über diese Liste',
  'about.card': 'Diese Liste gehört zum Kundenergebnis {card}.',
  'about.next': 'Liaisons Kommentar auf dieser Karte sagt, wie es steht und was als Nächstes kommt.',
  'about.what':
    'Liaison legt hier die Aufgaben des Playbooks an und verschiebt ihre Termine mit den Terminen der Karte.',
  'about.yours':
    'Was du von Hand änderst, bleibt deins; eine Aufgabe, die du löschst, bleibt gelöscht; eine Kopie ist deine eigene Aufgabe. Eigene Aufgaben sind willkommen.',
  'about.help':
    'Du möchtest etwas anderes? Schreib `/help` in einen Kommentar auf der Karte, und Liaison antwortet mit dem, was es versteht. Bei allem anderen hilft eure Begleitung.',
  'about.record':
    'Die Zeilen darunter sind Liaisons Notizen darüber, was es hier geschrieben hat. Bitte lass sie so stehen.',

  'unclear.message': {
    one: 'Ich kann nicht mehr zuordnen, welche meiner Aufgaben das ist: {tasks}. Bis dahin lege ich in dieser Liste nichts Neues an.',
    other:
      'Ich kann nicht mehr zuordnen, welche meiner Aufgaben das sind: {tasks}. Bis dahin lege ich in dieser Liste nichts Neues an.',
  },
  'unclear.mend': {
    one: 'Bitte hol ihre Beschreibung aus dem Verlauf der Aufgabe zurück; oder nimm ihr Tag ab, das mit „liaison-“ beginnt, dann ist sie deine eigene Aufgabe.',
    other:
      'Bitte hol ihre Beschreibungen aus dem Verlauf der Aufgaben zurück; oder nimm ihre Tags ab, die mit „liaison-“ beginnen, dann sind es deine eigenen Aufgaben.',
  },
  'unclear.settled': 'Ich kann alle meine Aufgaben in der Liste des Teams wieder zuordnen.',
};
