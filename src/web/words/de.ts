// What the pages say in German.
import type { PageTexts } from './words.ts';

export const DE: PageTexts = {
  'nav.label': 'Seiten',
  'nav.overview': 'Übersicht',
  'nav.people': 'Menschen',
  'nav.all-hands': 'All-hands',
  'nav.history': 'Verlauf',
  'nav.deliveries': 'Zustellungen',
  'nav.failed': 'Fehlgeschlagen',
  'nav.queues': 'Warteschlangen',
  'nav.metrics': 'Metriken',
  'frame.skip': 'Zum Inhalt springen',
  'frame.no-contact': 'Keine Verbindung zu Liaison. Was hier steht, ist alt.',
};
