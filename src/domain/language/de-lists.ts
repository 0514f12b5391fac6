// What Liaison says of team lists that it does not see, in German.
import type { EN_LISTS } from './en-lists.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_LISTS: InAnotherLanguage<typeof EN_LISTS> = {
  'list.still-open':
    'Dieses Kundenergebnis ist abgeschlossen, aber noch nicht endgültig. Noch offen: {what}. Mehr steht auf der Karte.',
  'list.seen': 'Die Liste des Teams {list} ist zu sehen.',
  'list.archived': 'Die Liste des Teams {list} ist archiviert, und ich sehe nicht, was darin steht.',
  'list.archived-mend':
    'Bitte holt sie aus dem Archiv zurück; oder schreibt `/newlist` in einen Kommentar, wenn ihr eine neue braucht.',
  'list.hidden':
    'Ich sehe die Liste des Teams {list} nicht mehr: jemand hat sie privat gemacht, oder es gibt sie nicht mehr.',
  'list.hidden-mend':
    'Wer sie sieht, kann Liaison dazu einladen; oder schreibt `/newlist` in einen Kommentar, wenn ihr eine neue braucht.',
  'list.moved': 'Die Liste des Teams {list} ist nicht mehr im Ordner „{folder}“, um den ich mich kümmere.',
  'list.moved-mend':
    'Bitte verschiebt sie zurück nach „{folder}“; oder schreibt `/newlist` in einen Kommentar, wenn ihr eine neue braucht.',
  'list.deleted': 'Die Liste des Teams {list} wurde gelöscht und bleibt gelöscht.',
  'list.deleted-mend':
    'Wenn ihr sie braucht, holt sie aus dem Papierkorb von ClickUp zurück; oder schreibt `/newlist` in einen Kommentar, wenn ihr eine neue wollt.',
  'list.lost':
    'Ich war schon einmal hier und weiß nicht, ob dieses Kundenergebnis eine Liste hatte: ich sehe keine, und nichts erzählt von einer.',
  'list.lost-mend':
    'Wenn es eine gibt, ladet Liaison bitte dazu ein oder bringt sie zurück in den Ordner „{folder}“. Wenn es keine gibt, schreibt `/newlist` in einen Kommentar, dann lege ich sie an.',
  'list.unread': 'ClickUp hat nicht gezeigt, was in der Liste des Teams {list} steht.',
  'list.unread-mend': 'Ich sehe von selbst noch einmal nach.',
  'list.elsewhere':
    'Die Seite „{page}“ in der Liste des Teams {list} gehört zu einem anderen Kundenergebnis.',
  'list.elsewhere-mend':
    'Bitte holt ihren früheren Text aus dem Verlauf der Aufgabe zurück oder löscht die Seite, dann lege ich sie neu an.',
  'list.unreadable':
    'Einige Aufgaben in der Liste des Teams {list} haben eine Form, die ich nicht lesen kann.',
  'list.unreadable-mend': 'Die Statusseite von Liaison nennt sie.',
  'list.contested':
    'Die Liste {list} nennt zwei Kundenergebnisse: {described} in ihrer Beschreibung und {recorded} auf der Seite „{page}“ darin.',
  'list.contested-mend': 'Bitte stellt richtig, was nicht stimmt; bis dahin richte ich mich nach der Seite.',
  'list.unanswered': {
    one: 'Es gibt eine Liste, die zu diesem Kundenergebnis gehören kann: {lists}. Bis jemand das sagt, lege ich keine andere an.',
    other:
      'Es gibt Listen, die zu diesem Kundenergebnis gehören können: {lists}. Bis jemand sagt, welche, lege ich keine andere an.',
  },
  'list.unanswered-mend':
    'Wer sich um das Playbook kümmert, schreibt dort unter `teamList: adopt:` {answers}, oder {none} für eine neue Liste. Auch `/newlist` in einem Kommentar legt eine neue an.',
  'list.not-in-folder':
    'Nach dem Playbook gehört die Liste {list} zu diesem Kundenergebnis, und ich sehe sie nicht im Ordner „{folder}“.',
  'list.not-in-folder-mend':
    'Bitte verschiebt sie nach „{folder}“ oder holt sie aus dem Archiv zurück; oder wer sich um das Playbook kümmert, berichtigt es oder schreibt {none} unter `teamList: adopt:` für eine neue Liste.',
  'list.of-another-card':
    'Nach dem Playbook gehört die Liste {lists} zu diesem Kundenergebnis, und sie gehört zu einem anderen.',
  'list.of-another-card-mend':
    'Wer sich um das Playbook kümmert, berichtigt es unter `teamList: adopt:` oder schreibt dort {none} für eine neue Liste.',
  'newlist.made': 'Ich habe für dieses Kundenergebnis eine neue Liste angelegt.',
  'newlist.there': 'Dieses Kundenergebnis hat eine Liste, darum habe ich keine andere angelegt.',
  'newlist.too-early':
    'So wie es um dieses Kundenergebnis steht, braucht es keine Liste; ich habe keine angelegt.',
  'newlist.may-not':
    'Danke, dass du fragst. Können Supporter oder Verantwortliche des Boards um die neue Liste bitten? Geändert hat sich nichts.',

  'list.done': 'Dieses Kundenergebnis kam am {day} zu seinem endgültigen Ende.',
  'list.dropped':
    'Dieses Kundenergebnis wurde am {day} aufgegeben. Gelöscht wurde nichts; offene Aufgaben, die Liaison angelegt hatte, sind geschlossen.',
};
