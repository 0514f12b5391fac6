// What Liaison says of the metric of a customer result, in German.
import type { EN_METRICS } from './en-metrics.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_METRICS: InAnotherLanguage<typeof EN_METRICS> = {
  'metrics.target': 'Ziel {value}',
  'metrics.no-target': 'noch kein Ziel',
  'metrics.baseline': 'vorher {value}',
  'metrics.actual': 'erreicht {value}',
  'metrics.no-actual': 'noch kein erreichter Wert',
  'metrics.feedback': '{have} von {min} Rückmeldungen',
  'metrics-recorded.stated': 'Das Ziel der Kennzahl steht fest.',
  'metrics-recorded.holds': 'Ziel und erreichter Wert der Kennzahl stehen fest.',
  'metrics-recorded.at-the-end': 'Ziel und erreichter Wert der Kennzahl',
  'metrics-recorded.open-target': 'Das Ziel der Kennzahl soll bis {day} feststehen.',
  'metrics-recorded.late-target': 'Das Ziel der Kennzahl sollte bis {day} feststehen.',
  'metrics-recorded.state':
    'Bitte einigt euch auf die Zahl, an der ihr seht, dass Kunden das Ergebnis spüren, und tragt das Ziel auf der Karte ein.',
  'metrics-recorded.missing-actual': 'Der erreichte Wert der Kennzahl ist noch nicht eingetragen.',
  'metrics-recorded.missing-target': 'Das Ziel der Kennzahl steht noch nicht fest.',
  'metrics-recorded.missing-both': 'Weder Ziel noch erreichter Wert der Kennzahl sind schon eingetragen.',
  'metrics-recorded.fails-actual': 'Es ist abgeschlossen, ohne den erreichten Wert der Kennzahl.',
  'metrics-recorded.fails-target': 'Es ist abgeschlossen, ohne das Ziel der Kennzahl.',
  'metrics-recorded.fails-both': 'Es ist abgeschlossen, ohne Ziel und ohne erreichten Wert der Kennzahl.',
  'metrics-recorded.record-actual':
    'Bitte tragt den erreichten Wert auf der Karte ein; bis dahin gehört sie in die Auswertung.',
  'metrics-recorded.record-target':
    'Bitte tragt das Ziel auf der Karte ein, so wie es am Anfang gemeint war.',
  'metrics-recorded.record-both':
    'Bitte tragt Ziel und erreichten Wert auf der Karte ein; bis dahin gehört sie in die Auswertung.',
};
