// Was Liaison über die Begleitung sagt: ob es eine gibt, wer es sein kann, und wie viel sie schon hat. Auf Deutsch.
import type { EN_SUPPORTERS } from './en-supporters.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_SUPPORTERS: InAnotherLanguage<typeof EN_SUPPORTERS> = {
  'supporter-present.holds': 'Begleitet von {names}.',
  'supporter-present.several':
    'Als Begleitung sind {people} eingetragen ({names}); mit genau einer ist klar, wer das Team begleitet.',
  'supporter-present.agree': 'Bitte einigt euch auf eine Begleitung und lasst nur sie im Feld stehen.',
  'supporter-present.none-yet': 'Noch keine Begleitung.',
  'supporter-present.none': 'Es gibt keine Begleitung.',
  'supporter-present.ask':
    'Bitte klärt, wer das Team begleitet (infrage kommen {pool}), und tragt die Begleitung im Feld ein.',
  'supporter-present.pool': 'Leute aus dem Kreis der Begleitenden',
  'supporter-present.seat': 'eine Begleitung',
  'supporter-present.more-seats': { one: 'eine Begleitung', other: '{count} Begleitungen' },
  'supporter-present.too-many':
    'Als Begleitung sind {people} eingetragen ({names}); höchstens {max} halten klar, wer das Team begleitet.',
  'supporter-present.agree-on': 'Bitte einigt euch auf höchstens {max} und lasst nur sie im Feld stehen.',
  'supporter-present.fewer': 'Begleitet von {names}; vereinbart sind mindestens {min}.',
  'supporter-present.ask-more': {
    one: 'Bitte fragt noch eine Person ({pool}), ob sie das Team begleitet, und setzt das Feld.',
    other: 'Bitte fragt {count} Personen ({pool}), ob sie das Team begleiten, und setzt das Feld.',
  },

  'supporter-eligible.holds': {
    one: '{names} gehört zum Kreis der Begleitenden und nicht zum Team.',
    other: '{names} gehören zum Kreis der Begleitenden und nicht zum Team.',
  },
  'supporter-eligible.left': '{name} gehört nicht mehr zum Workspace.',
  'supporter-eligible.no-pool': '{name} gehört nicht zum Kreis der Begleitenden.',
  'supporter-eligible.on-team': '{name} gehört zum Team, und die Begleitung steht außerhalb.',
  'supporter-eligible.choose': 'Bitte wählt eine andere Begleitung.',
  'supporter-eligible.choose-of': 'Bitte wählt eine andere Begleitung; infrage kommen {names}.',

  'supporter-load.holds': {
    one: '{name} begleitet höchstens 1 Kundenergebnis zugleich.',
    other: '{name} begleitet höchstens {count} Kundenergebnisse zugleich.',
  },
  'supporter-load.too-many':
    '{name} begleitet {count} Kundenergebnisse zugleich ({cards}); bei höchstens {max} bleibt Zeit für jedes Team.',
  'supporter-load.elsewhere': '{name} begleitet mehr als {max} Kundenergebnisse zugleich.',
  'supporter-load.choose': 'Bitte wählt eine andere Begleitung, oder bringt erst eines davon zu Ende.',
  'supporter-load.choose-of':
    'Bitte wählt eine andere Begleitung (infrage kommen {names}), oder bringt erst eines davon zu Ende.',
};
