// How `liaison plan` calls what it shows, in German.
import type { EN_PLAN } from './en-plan.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_PLAN: InAnotherLanguage<typeof EN_PLAN> = {
  'plan.title': 'Titel',
  'plan.name': 'Name',
  'plan.description': 'Beschreibung',
  'plan.text': 'Text',
  'plan.due': 'Fällig',
  'plan.assignees': 'Für',
  'plan.assignee': 'Zugewiesen',
  'plan.supporters': 'Begleitung',
  'plan.person': 'Wer',
  'plan.from': 'Von',
  'plan.until': 'Bis',
  'plan.status': 'Status',
  'plan.tags': 'Tags',
  'plan.state': 'Zustand',
  'plan.open': 'offen',
  'plan.closed': 'geschlossen',
  'plan.question': 'Frage',
  'plan.resolved': 'erledigt',
  'plan.linked': 'Verknüpft mit',
  'plan.note': 'In der Beschreibung',
  'plan.no-line': '(ihre Zeile entfällt)',
  'plan.record': 'Liaisons Notizen',
  'plan.none': 'keine',
  'plan.page': 'die Seite der Liste',
  'plan.same-words': '(dieselben Worte)',
};
