// Was Liaison über Leute sagt, die den Workspace verlassen haben, auf Deutsch.
import type { EN_LEAVING } from './en-leaving.ts';
import type { InAnotherLanguage } from './translation.ts';

export const DE_LEAVING: InAnotherLanguage<typeof EN_LEAVING> = {
  'status.left': 'Platz frei: ',
  'left.member': '{person} hat den Workspace verlassen',
  'left.supporter': '{person} hat dies begleitet und den Workspace verlassen',
  'settled.handed-on-left':
    '{person} hat den Workspace verlassen, darum frage ich jetzt {to}. Hier ist nichts mehr zu tun.',
};
