// What Liaison answers to commands, in German: freundlich, kurz und per Du.
import { DE_COMMANDS } from './de-commands.ts';
import type { EN_ANSWERS } from './en-answers.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_ANSWERS: InAnotherLanguage<typeof EN_ANSWERS> = {
  'answer.waived-until':
    'Bis {day} frage ich niemanden nach {rule} und nehme deswegen nichts zurück. Das endet von selbst; mit `/unwaive {rule}` endet es früher.',
  'answer.waived':
    'Bis auf Weiteres frage ich niemanden nach {rule} und nehme deswegen nichts zurück. Mit `/unwaive {rule}` endet das.',
  'answer.waived-until-then':
    'Bis {day} frage ich niemanden nach {rule} und nehme deswegen nichts zurück. Das endet von selbst.',
  'answer.waived-for-good':
    'Bis auf Weiteres frage ich niemanden nach {rule} und nehme deswegen nichts zurück. Ein weiteres `/waive {rule} bis …` gibt dem ein Ende.',
  'answer.reason': 'Dein Grund: „{reason}“',
  'answer.unwaived': 'Ab jetzt gilt {rule} hier wieder.',
  'answer.revoked':
    'Die Änderung, durch die {person} hier ausnehmen durfte, wird zurückgenommen. Ab jetzt gilt {rule} hier wieder.',
  'answer.waiver-over': 'Diese Ausnahme galt bis {day}. Ab jetzt gilt {rule} hier wieder.',
  'answer.not-waived': 'Von {rule} gibt es hier gerade keine Ausnahme, also auch nichts zu beenden.',
  'answer.may-not':
    'Danke, dass du fragst. Wer in diesem Unternehmen eine Ausnahme von {rule} machen darf: {roles}. Fragst du dort nach? Geändert hat sich nichts.',
  'answer.supporter-unseen':
    'Das Feld für den Supporter sehe ich gerade nicht; vielleicht weiß ich also nur nicht, dass du es bist.',
  'answer.may-nobody':
    'Danke, dass du fragst. In diesem Unternehmen gibt es von {rule} keine Ausnahme. Geändert hat sich nichts.',
  'answer.near-rule': 'Eine Regel „{given}“ kenne ich hier nicht. Meinst du das? {forms}',
  'answer.no-rule': 'Eine Regel „{given}“ kenne ich hier nicht. Die Regeln dieses Unternehmens: {rules}.',
  'answer.which-rule': 'Welche Regel meinst du? Die Regeln dieses Unternehmens: {rules}.',
  'answer.bad-date':
    '„{given}“ kann ich nicht als Tag oder Dauer lesen. Bitte schreib es so wie hier: {examples}.',
  'answer.no-end': 'Bis wann? Bitte schreib es so wie hier: {examples}.',
  'answer.end-in-reason':
    'Dein Grund endet mit „{given}“. Soll die Ausnahme dann enden oder nicht? Bitte schreib eines von beiden: {forms}. Geändert hat sich nichts.',
  'answer.past-date': '{day} ist schon vorbei. Bitte nenne einen Tag, der noch kommt.',
  'answer.too-much': '„{given}“ verstehe ich hier nicht. Eine Ausnahme schreibst du so: {form}.',
  'answer.one-rule': 'Bitte nenne in jedem Kommentar eine Regel: {forms}. Geändert hat sich nichts.',
  'answer.on-the-card':
    'Das gilt für das ganze Kundenergebnis. Bitte schreib es auf die Karte, wo alle es sehen: {command} auf {card}. Geändert hat sich nichts.',
  'answer.second':
    'In einem Kommentar beantworte ich {count} Befehle. Bitte schreib {command} in einen eigenen Kommentar.',
  'answer.meant': '„/{given}“ kenne ich nicht. Meinst du das? {forms}',
  'answer.unknown': '„/{given}“ kenne ich nicht. Was ich verstehe: {commands}.',
  'answer.rechecked': 'Ich habe mir alles noch einmal angesehen.',
  'answer.rule-holds': '✓ {rule}: {message}',
  'answer.rule-open': '○ {rule}: {message}',
  'answer.rule-fails': '✗ {rule}: {message}',
  'answer.rule-waived': '– {rule}: {message}',
  'answer.rule-unknown': '· {rule}: unbekannt, da ich nicht alles sehe, was es dafür braucht.',
  'answer.rule-not-checked': '· {rule}: spielt in dieser Phase keine Rolle.',
  'answer.enforce-inform': 'Ist diese Regel nicht erfüllt, zeige ich das nur an.',
  'answer.enforce-warn': 'Ist diese Regel nicht erfüllt, frage ich jemanden, der helfen kann.',
  'answer.enforce-revert': 'Eine Änderung, die dagegen verstößt, erkläre ich und nehme sie zurück.',
  'answer.all-hold': 'Gerade braucht nichts eure Hilfe.',
  'answer.next': 'Als Nächstes: {step}, am {day}.',

  'role.team': 'das Team',
  'role.supporter': 'die Begleitung',
  'role.owner': 'wer das Board verantwortet',
  'role.anyone': 'alle',
  'role.group': 'die Gruppe {group}',

  'snooze.done': 'Bis {day} kommen keine Erinnerungen an Kundenrückmeldungen; danach wieder.',
  'snooze.no-length': 'Wie lange? Bitte schreib das Ende so wie hier: {examples}.',
  'snooze.endless':
    'Erinnerungen können eine Weile pausieren, aber nicht bis auf Weiteres. Bitte nenne ein Ende, so wie hier: {examples}.',
  'snooze.nothing':
    'Es gibt keine Erinnerungen, die pausieren könnten: dieses Kundenergebnis ist nicht in der Auswertung.',

  ...DE_COMMANDS,
};
