// What people may write to Liaison, in German: what the rules are called, and the help. Freundlich, kurz und per Du.
import type { EN_COMMANDS } from './en-commands.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_COMMANDS: InAnotherLanguage<typeof EN_COMMANDS> = {
  'rule-name.team-size': 'Teamgröße',
  'rule-name.supporter-present': 'Begleitung vorhanden',
  'rule-name.supporter-eligible': 'Begleitung geeignet',
  'rule-name.supporter-load': 'Auslastung der Begleitung',
  'rule-name.member-load': 'Auslastung',
  'rule-name.cross-functional': 'funktionsübergreifend',
  'rule-name.self-assigned': 'selbst beigetreten',
  'rule-name.metrics-recorded': 'Kennzahlen festgehalten',
  'rule-name.timebox': 'Zeitrahmen',
  'rule-name.priority-order': 'Reihenfolge',
  'rule-name.plan-presented': 'Plan vorgestellt',
  'rule-name.evaluation-planned': 'Auswertung geplant',
  'rule-name.feedback-collected': 'Rückmeldungen gesammelt',
  'rule-name.outcome-recorded': 'Ergebnis festgehalten',
  'rule-name.stale': 'Stillstand',

  'help.intro':
    'Schreib eines davon auf die Karte, in den Thread dessen, was ich gesagt habe, oder auf die Aufgabe einer Erinnerung. Zum Kopieren:',
  'help.waive': '`/waive {rule} bis Freitag weil …`: bis dahin gilt die Regel hier nicht.',
  'help.unwaive': '`/unwaive {rule}`: sie gilt wieder.',
  'help.recheck': '`/recheck`: ich sehe noch einmal nach und sage, was jemanden braucht.',
  'help.explain': '`/explain`: jede Regel, was ich sehe, und was als Nächstes kommt.',
  'help.snooze': '`/snooze 1 Woche`: bis dahin keine Erinnerungen an Kundenrückmeldungen.',
  'help.newlist': '`/newlist`: eine neue Liste für das Team, wenn die bisherige verloren ist.',
  'help.away': '`/away bis 15. Januar`: bis dahin frage ich dich nichts und gebe dir keine Arbeit.',
  'help.back': '`/back`: du bist wieder da.',
  'help.next': '`/next`: wer jemanden wie dich sucht.',
  'help.help': '`/help`: das hier.',
  'help.days': 'Tage kannst du so schreiben: {examples}.',
  'help.rules': 'Die Regeln dieses Unternehmens: {rules}.',
};
