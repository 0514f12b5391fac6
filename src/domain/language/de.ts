// Everything that Liaison says in ClickUp, in German: freundlich, kurz und per Du.
import { DE_ANSWERS } from './de-answers.ts';
import { DE_CALM } from './de-calm.ts';
import { DE_LEAVING } from './de-leaving.ts';
import { DE_LIST_PAGE } from './de-list-page.ts';
import { DE_LISTS } from './de-lists.ts';
import { DE_METRICS } from './de-metrics.ts';
import { DE_MOMENTS } from './de-moments.ts';
import { DE_PAUSE } from './de-pause.ts';
import { DE_PEOPLE } from './de-people.ts';
import { DE_PLAN } from './de-plan.ts';
import { DE_SUPPORTERS } from './de-supporters.ts';
import { DE_TROUBLE } from './de-trouble.ts';
import type { EN } from './en.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE: InAnotherLanguage<typeof EN> = {
  people: { one: '1 Person', other: '{count} Personen' },
  more: { one: '1 weiteres', other: '{count} weitere' },
  'more-people': { one: '1 weitere Person', other: '{count} weitere Personen' },
  weeks: { one: '1 Woche', other: '{count} Wochen' },
  'weeks-from-to': '{min} bis {max} Wochen',
  days: { one: '1 Tag', other: '{count} Tage' },
  'weeks-and-days': '{weeks} und {days}',
  'time-on-day': '{time} Uhr am {day}',
  nobody: 'niemand',
  somebody: 'jemanden',
  'by-somebody': 'jemandem',
  quoted: '„{name}“',

  'phase.candidate': 'auf dem Board und noch nicht begonnen',
  'phase.forming': 'in der Teambildung',
  'phase.running': 'in Arbeit',
  'phase.evaluating': 'in der Auswertung',
  'phase.done': 'abgeschlossen',
  'phase.dropped': 'aufgegeben',

  'fill.supporter': 'eure Begleitung',
  'fill.start': 'der Beginn',
  'fill.due': 'das Ende',

  'status.phase': 'Dieses Kundenergebnis ist {phase}.',
  'status.who': 'Wer das in Ordnung bringen kann: {people}.',
  'status.seats': 'Offene Plätze: ',
  'status.team': 'Team: ',
  'status.member': '{name} ({of})',
  'status.flock': 'Verbindung zu {flock}',
  'status.metrics': 'Kennzahl: ',
  'status.next': 'Als Nächstes: ',
  'status.overdue': 'Überfällig: ',
  'status.next-item': '{item}, bis {day}',
  'status.next-step': '{step}, am {day}',
  'status.list': 'Zur Liste des Teams',
  'status.page': 'Die Seite der Liste des Teams',
  'status.waived-until': 'Ausnahme bis {day}, gewährt von {by}',
  'status.waived': 'Ausnahme bis auf Weiteres, gewährt von {by}',
  'status.because': '{waived}: „{reason}“.',
  'status.out-of-date': 'Überholt: ein neuerer Kommentar sagt, wie es um dieses Kundenergebnis steht.',

  'step.rule': '{rule} ist womöglich nicht mehr erfüllt',
  'step.overdue': '„{item}“ wird überfällig',
  'step.appears': '„{item}“ erscheint',
  'step.reminder': 'Erinnerung an Rückmeldungen für „{item}“',
  'step.list': 'Liaison sucht noch einmal nach der Liste des Teams',
  'step.rested': 'Liaison kümmert sich wieder um diese Karte',
  'step.ask': 'jemand wird nach {rule} gefragt',
  'step.escalate': '{rule} geht an {person}',
  'step.waiver-ends': 'die Ausnahme von {rule} endet',

  'settled.nothing-left': 'Hier ist nichts mehr zu tun.',
  'settled.asked-elsewhere':
    'Danach frage ich jetzt bei einem anderen Kundenergebnis, dem zuletzt begonnenen.',
  'settled.asked-anew': 'Die Frage dahinter ist geschlossen; was jetzt ansteht, ist eine neue.',
  'settled.not-looked-at': 'So wie dieses Kundenergebnis jetzt steht, wird das nicht mehr angesehen.',
  'escalation.asks':
    'Am {day} habe ich {person} nach {rule} gefragt, und es ist noch offen. Kannst du helfen?',

  'undo.joined': {
    one: 'danke, dass du mitmachen möchtest. {because} Deshalb nehme ich dich wieder heraus.',
    other: 'danke, dass ihr mitmachen möchtet. {because} Deshalb nehme ich euch wieder heraus.',
  },
  'undo.added-by': 'hinzugefügt von',
  'undo.added': {
    one: '{because} Deshalb nehme ich dich wieder heraus.',
    other: '{because} Deshalb nehme ich euch wieder heraus.',
  },
  'undo.moved': '{because} Deshalb schiebe ich die Karte zurück nach „{status}“. {mend}',
  'undo.supporter': '{because} Deshalb trage ich {people} wieder ein.',
  'undo.former-supporter': 'die frühere Begleitung',
  'undo.offers': '{name}, hier werden noch Leute wie du gesucht: ',

  'reminder.asks': {
    one: 'Bisher {have} von {min} Kundenrückmeldungen, 1 fehlt noch. Jede ist eine Unteraufgabe dieser Aufgabe; wen könntest du als Nächstes fragen?',
    other:
      'Bisher {have} von {min} Kundenrückmeldungen, {count} fehlen noch. Jede ist eine Unteraufgabe dieser Aufgabe; wen könntest du als Nächstes fragen?',
  },
  'reminder.asks-count': {
    one: 'Bisher {have} von {min} Kundenrückmeldungen, 1 fehlt noch. Die Zahl auf der Karte zählt sie; wen könntest du als Nächstes fragen?',
    other:
      'Bisher {have} von {min} Kundenrückmeldungen, {count} fehlen noch. Die Zahl auf der Karte zählt sie; wen könntest du als Nächstes fragen?',
  },

  'refused.people': 'ClickUp lässt hier nicht zuweisen: {people}; es geht ohne sie weiter.',
  'refused.invite': 'Gebt ihnen in ClickUp Zugang zur Teamliste und zum Board.',
  'refused.left-out': 'ClickUp hat das abgelehnt, es wurde ausgelassen: {what}.',
  'refused.mend':
    'Innerhalb eines Tages wird es wieder versucht, und sofort, wenn jemand `/recheck` schreibt.',
  'rebuilt.message': 'Liaisons Notizen in „{about}“ waren nicht lesbar und wurden neu angelegt.',
  'rebuilt.mend': 'Termine und Zuständige, die vom Playbook abweichen, gelten ab jetzt als eure.',
  'rest.message':
    'Liaison hat diese Karte innerhalb einer Stunde {count}-mal geändert und lässt sie bis {until} in Ruhe.',
  'rest.mend': 'Arbeitet noch eine andere Automation an dieser Karte?',

  'team-size.too-many': 'Das Team hat {people}; mit höchstens {max} bleibt es schnell.',
  'team-size.leave': 'Bitte macht unter euch aus, wer weiterzieht, sodass höchstens {max} bleiben.',
  'team-size.holds': 'Team mit {people}: {names}.',
  'team-size.nobody': 'Noch ist niemand im Team; es braucht mindestens {people}.',
  'team-size.too-few': 'Das Team hat {people}; es braucht mindestens {min}.',
  'team-size.find': 'Bitte findet noch {people} für das Team; bis dahin gehört die Karte in die Teambildung.',

  'self-assigned.holds': 'Wer dazukam, kam von sich aus oder ist einverstanden.',
  'self-assigned.added': '{person} hat {name} ins Team geholt; hier kommen alle von sich aus dazu.',
  'self-assigned.answer':
    'Wenn das für dich passt, erledige bitte diesen Kommentar; wenn nicht, nimm dich einfach von der Karte.',

  'member-load.holds': {
    one: 'Niemand ist in mehr als 1 Team zugleich.',
    other: 'Niemand ist in mehr als {count} Teams zugleich.',
  },
  'member-load.too-many':
    '{name} ist in {count} Teams zugleich ({cards}); bei höchstens {max} bleibt Zeit für jedes.',
  'member-load.elsewhere': '{name} ist in mehr als {max} Teams zugleich.',
  'member-load.leave': 'Bitte entscheidet gemeinsam, in welchem davon {name} bleibt.',
  'member-load.too-many-each':
    '{names} sind jeweils in {count} Teams zugleich ({cards}); bei höchstens {max} bleibt Zeit für jedes.',
  'member-load.elsewhere-each': '{names} sind jeweils in mehr als {max} Teams zugleich.',
  'member-load.leave-each': 'Bitte entscheidet gemeinsam, wer in welchem davon bleibt: {names}.',

  'cross-functional.holds': 'Funktionen im Team: {names}.',
  'cross-functional.too-few':
    'Funktionen im Team: {names}; ein funktionsübergreifendes Team hat mindestens {min}.',
  'cross-functional.missing': 'Niemand im Team ist aus {names}.',
  'cross-functional.unknown': 'Das Playbook kennt keine Funktion {names}.',
  'cross-functional.find': {
    one: 'Bitte findet jemanden aus {names}, oder ändert, was die Karte braucht.',
    other: 'Bitte findet Leute aus {names}, oder ändert, was die Karte braucht.',
  },
  'cross-functional.find-any': {
    one: 'Bitte findet jemanden aus einer weiteren Funktion.',
    other: 'Bitte findet Leute aus {count} weiteren Funktionen.',
  },
  'cross-functional.seat': 'jemand aus {name}',
  'cross-functional.seat-any': { one: 'eine weitere Funktion', other: '{count} weitere Funktionen' },

  'timebox.missing-start': 'Der Beginn fehlt.',
  'timebox.missing-due': 'Das Fälligkeitsdatum fehlt.',
  'timebox.missing-both': 'Beginn und Fälligkeitsdatum fehlen.',
  'timebox.set-start': 'Bitte tragt den Beginn auf der Karte ein; daraus folgen die Meilensteine.',
  'timebox.set-due': 'Bitte tragt das Fälligkeitsdatum auf der Karte ein; daraus folgen die Meilensteine.',
  'timebox.set-both': 'Bitte tragt beide Daten auf der Karte ein; daraus folgen die Meilensteine.',
  'timebox.backwards': 'Das Fälligkeitsdatum {due} liegt vor dem Beginn {start}.',
  'timebox.correct': 'Bitte berichtigt die Daten auf der Karte.',
  'timebox.length': 'Von {start} bis {due} sind es {length}. Ein Kundenergebnis dauert {allowed}.',
  'timebox.longer':
    'Bitte plant ein späteres Ende, oder macht dies zum Teil eines anderen Kundenergebnisses.',
  'timebox.shorter': 'Bitte plant ein früheres Ende, oder teilt das Kundenergebnis.',
  'timebox.overrun': 'Es sollte am {due} enden und läuft noch.',
  'timebox.end':
    'Bitte schiebt die Karte in die Auswertung, oder vereinbart mit eurer Begleitung ein neues Ende.',
  'timebox.holds': '{length}, von {start} bis {due}.',

  'priority-order.holds': 'Kein Kundenergebnis weiter oben sucht jemanden aus diesem Team.',
  'priority-order.fails': {
    one: '„{card}“ steht weiter oben auf dem Board und sucht noch {function}; {names} könnte dort helfen.',
    other: '„{card}“ steht weiter oben auf dem Board und sucht noch {function}; {names} könnten dort helfen.',
  },
  'priority-order.look': 'Bitte seht euch zuerst die Karte weiter oben an; ihr entscheidet.',

  'plan-presented.holds': '„{item}“ ist erledigt.',
  'plan-presented.open': '„{item}“ soll bis {day} erledigt sein.',
  'plan-presented.fails': '„{item}“ sollte bis {day} erledigt sein und ist noch offen.',
  'plan-presented.present': 'Bitte stellt den Plan im nächsten All-Hands vor und schließt die Aufgabe.',

  'evaluation-planned.holds': '„{item}“ ist erledigt.',
  'evaluation-planned.open': '„{item}“ soll bis {day} erledigt sein.',
  'evaluation-planned.fails':
    '„{item}“ sollte bis {day} erledigt sein, {weeks} vor dem Ende, und ist noch offen.',
  'evaluation-planned.plan':
    'Bitte vereinbart, welche Kunden ihr fragt und welche Zahlen ihr anseht, und schließt die Aufgabe.',

  'feedback-collected.holds': {
    one: '1 Kundenrückmeldung ist da.',
    other: '{count} Kundenrückmeldungen sind da.',
  },
  'feedback-collected.at-the-end': 'genug Kundenrückmeldungen',
  'feedback-collected.open': 'Bisher {have} von {min} Kundenrückmeldungen.',
  'feedback-collected.fails': 'Es ist abgeschlossen, mit {have} von {min} Kundenrückmeldungen.',
  'feedback-collected.collect':
    'Bitte haltet fest, was Kunden sagen, je eine Unteraufgabe von „{item}“; bis dahin gehört die Karte in die Auswertung.',
  'feedback-collected.count':
    'Bitte haltet in „{item}“ fest, was Kunden sagen, und zählt es in der Zahl auf der Karte; bis dahin gehört die Karte in die Auswertung.',

  'outcome-recorded.holds': 'Das Ergebnis ist festgehalten ({outcome}) und geteilt.',
  'outcome-recorded.at-the-end': 'das Ergebnis, festgehalten und geteilt',
  'outcome-recorded.open-both': 'Das Ergebnis ist noch nicht festgehalten und noch nicht geteilt.',
  'outcome-recorded.open-outcome': 'Das Ergebnis ist noch nicht festgehalten.',
  'outcome-recorded.open-share': 'Das Ergebnis ({outcome}) ist noch nicht geteilt.',
  'outcome-recorded.fails-both':
    'Es ist abgeschlossen, aber sein Ergebnis ist weder festgehalten noch in einem All-Hands geteilt.',
  'outcome-recorded.fails-outcome': 'Es ist abgeschlossen, aber sein Ergebnis ist nicht festgehalten.',
  'outcome-recorded.fails-share':
    'Es ist abgeschlossen, aber sein Ergebnis wurde in keinem All-Hands geteilt.',
  'outcome-recorded.record': 'Bitte setzt auf der Karte das Feld für das Ergebnis.',
  'outcome-recorded.share':
    'Bitte teilt das Ergebnis im nächsten All-Hands und schließt „{item}“; bis dahin gehört die Karte in die Auswertung.',

  'stale.holds': 'Nichts steht lange still.',
  'stale.fails': 'Seit {day} hat sich nichts mehr bewegt.',
  'stale.move':
    'Bitte bringt die Aufgaben auf den neuesten Stand, oder sagt in einem Kommentar, was euch aufhält.',

  ...DE_CALM,
  ...DE_LISTS,
  ...DE_METRICS,
  ...DE_TROUBLE,
  ...DE_ANSWERS,
  ...DE_MOMENTS,
  ...DE_PAUSE,
  ...DE_LIST_PAGE,
  ...DE_PEOPLE,
  ...DE_LEAVING,
  ...DE_PLAN,
  ...DE_SUPPORTERS,
  'reminder.supporter': 'kannst du dem Team dabei helfen?',

  'follow-up.description': 'Eine Idee, die unterwegs entstand: {item}, aus dem Kundenergebnis {card}.',
  'farewell.done': 'Es ist endgültig abgeschlossen. Danke euch allen für die Arbeit!',
  'farewell.dropped-early': 'Es wurde aufgegeben, bevor es begann. Danke fürs Mitdenken.',
  'farewell.dropped':
    'Es wurde aufgegeben. Danke für den Versuch; was ihr gelernt habt, bleibt in der Liste des Teams.',

  'dates.missing': 'Ohne {dates} haben die Aufgaben dieses Kundenergebnisses keine Termine.',
  'dates.start': 'Beginn',
  'dates.due': 'Fälligkeitsdatum',
  'dates.set': 'Bitte tragt auf der Karte ein, was fehlt.',

  'digest.title': 'All-Hands am {day}',
  'digest.plans': 'Pläne, die vorgestellt werden',
  'digest.celebrate': 'Ergebnisse zum Feiern',
  'digest.learn': 'Ergebnisse zum Lernen',
  'digest.share': 'Ergebnisse zum Teilen',
  'digest.no-outcome': 'Ergebnis noch nicht festgehalten',
  'digest.unseen-outcome': 'das Ergebnis steht in einem Feld, das Liaison nicht sieht',
  'digest.forming': 'In der Teambildung',
  'digest.running': 'In Arbeit',
  'digest.evaluating': 'In der Auswertung',
  'digest.week': 'Woche {week}',
  'digest.week-of': 'Woche {week} von {of}',
  'digest.week-over': {
    one: 'Woche {week}, geplant war {count}',
    other: 'Woche {week}, geplant waren {count}',
  },
  'digest.seats': 'Offene Plätze',
  'digest.evaluations': 'Anstehende Auswertungen',
  'digest.long': 'Seit mehr als zwei Wochen offen',
  'digest.since': 'seit {day}',
  'digest.nothing': 'Diesmal gibt es nichts zu berichten.',
};
