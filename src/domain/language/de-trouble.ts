// Was Liaison der Verantwortlichen sagt, wenn etwas eine Stunde lang nicht geht, auf Deutsch.
import type { EN_TROUBLE } from './en-trouble.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_TROUBLE: InAnotherLanguage<typeof EN_TROUBLE> = {
  'trouble.intro': '{person}, seit {time} geht bei mir etwas nicht:',
  'trouble.store': 'Ich kann nichts behalten, antworte darum niemandem und tue nichts.',
  'trouble.store-settings': 'Mein Speicher vergisst womöglich, was ich noch zu tun habe.',
  'trouble.processes': 'Zwei meiner Prozesse richten sich nach verschiedenen Playbooks.',
  'trouble.webhooks':
    'Was ClickUp meldet, erreicht mich nicht: Ich bemerke Änderungen später und frage, statt etwas zurückzunehmen.',
  'trouble.deployments':
    'Ein zweites Liaison arbeitet an diesem Board; manches wird vielleicht doppelt gesagt.',
  'trouble.statuses':
    'Dem Board fehlt ein Status des Playbooks; Karten in unbekanntem Status lasse ich in Ruhe.',
  'trouble.fields': 'Dem Board fehlt ein Feld des Playbooks; Regeln, die es brauchen, lasse ich ruhen.',
  'trouble.groups': 'Eine Gruppe des Playbooks fehlt; Regeln, die sie brauchen, lasse ich ruhen.',
  'trouble.clocks':
    'Meine Uhr und die von ClickUp gehen auseinander: Ich frage, statt etwas zurückzunehmen, und erinnere zu früh oder zu spät.',
  'trouble.agendas': 'Ich kann keine Agenda für das All-Hands anlegen: Die Liste dafür ist nicht da.',
  'trouble.absences': 'Ich kann nicht lesen, wer abwesend ist: Es gilt, was ich zuletzt wusste.',
  'trouble.unreadable': 'Manches in ClickUp kann ich nicht lesen und lasse es in Ruhe.',
  'trouble.set-aside':
    'Karten sind immer wieder fehlgeschlagen; dort tue ich nichts, bis sich etwas an ihnen ändert.',
  'trouble.sweep': 'Mein nächtlicher Blick auf alle Karten ist ausgefallen; vielleicht übersehe ich etwas.',
  'trouble.team-lists':
    'Die Liste einer Karte ist nicht zu sehen, oder zwei Karten beanspruchen eine; dort lege ich nichts an und erinnere niemanden.',
  'trouble.list-answers':
    'Karten bekommen keine Liste, bis jemand sagt, ob eine vorhandene ihre ist: im Playbook, oder mit „/newlist“ auf der Karte.',
  'trouble.refusals': 'ClickUp lehnt Einzelnes ab, was ich schreiben will; es steht jeweils auf der Karte.',
  'trouble.more':
    'Wer mich betreibt, findet mit „liaison doctor“ und in docs/operations.md, was zu tun ist. Sobald es wieder geht, schließe ich dies selbst.',
  'trouble.over': 'Seit {time} geht all das wieder. Hier ist nichts mehr zu tun.',
};
