// Who plays in the story and around which cards, found by name among the people and cards of the seed.
import type { Phase } from '../domain/phase.ts';
import type { WorkItemTemplate } from '../domain/playbook/work-item-template.ts';
import { type Actor, StoryBroken } from './actor.ts';
import type { SeenTask } from './seen.ts';
import type { DemoStage } from './stage.ts';
import { named } from './workplace.ts';

export type Cast = Record<
  'amara' | 'lukas' | 'noah' | 'aylin' | 'jonas' | 'priya' | 'oskar' | 'mateo' | 'tom' | 'felix',
  Actor
> & {
  /** The card whose whole life is told. */
  card: SeenTask;
  /** The next one on the board, which opens for a team. */
  nextCard: SeenTask;
  /** A running one that rests for a while. */
  restingCard: SeenTask;
  /** Another open card, left alone by the story. */
  otherCard: SeenTask;
  /** The status by which people mean a phase. */
  statusOf(phase: Phase): string;
  template(key: string): WorkItemTemplate;
  /** The names of the cards to which these addresses lead. */
  cardNames(actor: Actor, urls: readonly string[]): Promise<string[]>;
};

/** Finds everybody. Rejects with StoryBroken if the seed or the playbook lacks somebody or something. */
export async function castStory({ work, loaded, person }: DemoStage): Promise<Cast> {
  const amara = person('Amara Okafor');
  const cards = await work.cards(amara);
  const { phases, workItems } = loaded.playbook;
  return {
    amara,
    lukas: person('Lukas Brandt'),
    noah: person('Noah Keller'),
    aylin: person('Aylin Demir'),
    jonas: person('Jonas Weber'),
    priya: person('Priya Nair'),
    oskar: person('Oskar Nowak'),
    mateo: person('Mateo Silva'),
    tom: person('Tom Lindqvist'),
    felix: person('Felix Hartmann'),
    card: named(cards, 'Invoices that customers understand at first sight', 'card'),
    nextCard: named(cards, 'Returns without a single e-mail', 'card'),
    restingCard: named(cards, 'Bakers order at night with one hand', 'card'),
    otherCard: named(cards, 'Deliveries arrive in the hour that we promised', 'card'),
    statusOf: phase => {
      const [status] = phases[phase];
      if (status === undefined) throw new StoryBroken(`The playbook has no status for ${phase}.`);
      return status;
    },
    template: key => {
      const found = workItems.find(template => template.key === key);
      if (found) return found;
      throw new StoryBroken(`The playbook has no work item ${key}.`);
    },
    cardNames: async (actor, urls) =>
      (await work.cards(actor)).filter(({ url }) => urls.includes(url)).map(({ name }) => name),
  };
}
