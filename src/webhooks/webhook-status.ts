// How it is said whether our webhooks reach us: at /readyz, on the status page, in the log and by the doctor.
import type { PlaceHearing } from './hearing-notes.ts';
import { PLACE_NAMES, type PlaceKind } from './our-places.ts';
import type { Registration } from './registration.ts';

type Places = Record<PlaceKind, PlaceHearing>;

/** What is known of our webhooks. */
export type WebhookFacts = {
  endpoint: string | null;
  registration: Registration | null;
  places: Places;
};

/** What the watch knows. */
export function factsOf(webhooks: {
  endpoint: string | null;
  registration(): Registration | null;
  places(): Places;
}): WebhookFacts {
  return {
    endpoint: webhooks.endpoint,
    registration: webhooks.registration(),
    places: webhooks.places(),
  };
}

/** `active`: everything is told. `polling`: something has to be asked for, and that is fine. `trouble`: it is not. */
export type WebhookStatus = { state: 'active' | 'polling' | 'trouble'; isWell: boolean; message: string };

/** How our webhooks stand, in a sentence that says what to do where something is wrong. */
export function webhookStatus({ endpoint, registration, places }: WebhookFacts): WebhookStatus {
  if (endpoint === null) {
    return {
      state: 'polling',
      isWell: true,
      message: 'Looking every half minute: there is no PUBLIC_URL, or mode is observe.',
    };
  }
  if (registration === null) return { state: 'trouble', isWell: false, message: 'Not registered yet.' };
  const { registered, places: wanted, problems } = registration.health;
  const deaf = deafSentence(places, endpoint);
  const unproven = unprovenSentence(places);
  const said = [deaf, unproven, ...problems.map(asSentence)].flatMap(sentence => sentence ?? []);
  if (deaf !== null || registered < wanted) {
    const message = said.join(' ') || `Only ${registered} of ${wanted} webhooks work.`;
    return { state: 'trouble', isWell: false, message };
  }
  if (problems.length > 0) return { state: 'trouble', isWell: true, message: said.join(' ') };
  if (unproven !== null) return { state: 'polling', isWell: true, message: unproven };
  return { state: 'active', isWell: true, message: `${registered} webhooks deliver to ${endpoint}.` };
}

/** Where another deployment seems to work on this board, and what to do; null where none does. */
export function otherDeployment(registration: Registration | null): string | null {
  const foreign = registration?.foreign ?? [];
  if (foreign.length === 0) return null;
  const addresses = [...new Set(foreign.map(({ endpoint }) => new URL(endpoint).origin))];
  return (
    `Another Liaison seems to work on this board from ${addresses.join(' and ')}, with a store of its own. ` +
    'Stop one of the two; `liaison webhooks --take-over` removes its webhooks, so that it hears nothing more.'
  );
}

/** Which places ClickUp can't deliver from, and what to do; null where there is none. */
export function deafSentence(places: Places, endpoint: string | null): string | null {
  const deaf = kindsIn(places, 'deaf');
  if (deaf.length === 0) return null;
  const lost = deaf.reduce((count, kind) => count + places[kind].lost, 0);
  return (
    `ClickUp failed to deliver ${lost === 1 ? 'an event' : `${lost} events`} from ${namesOf(deaf)}, and none has come since. ` +
    `Does ${endpoint ?? 'PUBLIC_URL'} lead to this Liaison from outside, over https and with a certificate that everybody trusts? ` +
    'Until one comes, Liaison looks every half minute there.'
  );
}

/** What the log says after a colon, or beside others, as one that can stand between sentences. */
function asSentence(problem: string): string {
  const end = /[.!?]$/.test(problem) ? '' : '.';
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${end}`;
}

function unprovenSentence(places: Places): string | null {
  const unproven = kindsIn(places, 'unproven');
  if (unproven.length === 0) return null;
  const lost = unproven.reduce((count, kind) => count + places[kind].lost, 0);
  const losses = lost === 0 ? '' : ` (${lost} were lost, perhaps while no Liaison was running)`;
  return `No delivery from ${namesOf(unproven)} has come yet${losses}; until one does, Liaison looks every half minute there.`;
}

function kindsIn(places: Places, state: PlaceHearing['state']): PlaceKind[] {
  return (['board', 'folder'] as const).filter(kind => places[kind].state === state);
}

function namesOf(kinds: readonly PlaceKind[]): string {
  return kinds.map(kind => PLACE_NAMES[kind]).join(' and ');
}
