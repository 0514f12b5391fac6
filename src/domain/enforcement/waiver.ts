// Waivers: a rule that does not count on a card for a while. What Liaison answered to `/waive` is the waiver; nothing
// else keeps it.
import type { CompanyView } from '../board-view.ts';
import { reasonIn } from '../commands/command.ts';
import { isCommand } from '../commands/command-parts.ts';
import { compareIds } from '../compare-ids.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Day, Instant } from '../day.ts';
import type { Waiver } from '../findings/finding.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Command, OwnComment } from '../observation.ts';
import { addDays, type Calendar, startOfDay } from '../schedule/calendar.ts';

/** The tag on a card that says "a rule is waived here; read the comments". */
export const WAIVED_TAG = 'waived';

/** Every waiver that was granted and neither ended by somebody nor replaced since, also those whose day is over. */
export function grantedWaivers(
  commands: readonly Command[],
  nameOf: (person: number) => string,
  texts: CompanyTexts,
): Waiver[] {
  const said = commands.flatMap(command => command.answers.map(answer => ({ command, answer })));
  const inOrder = said.toSorted(
    (one, other) =>
      one.answer.at - other.answer.at ||
      one.command.at - other.command.at ||
      compareIds(one.command.id, other.command.id) ||
      // In one thread a waiver is granted before it ends.
      Number(one.answer.kind === 'waiver-end') - Number(other.answer.kind === 'waiver-end'),
  );
  const waivers = new Map<string, Waiver>();
  for (const { command, answer } of inOrder) {
    for (const rule of answer.rules) {
      if (answer.kind === 'waiver-end') waivers.delete(rule);
      if (answer.kind !== 'waiver') continue;
      waivers.set(rule, {
        rule,
        until: answer.until,
        by: nameOf(command.by),
        because: reasonOf(answer, command, texts),
        commandId: command.id,
        grantedAt: answer.at,
      });
    }
  }
  return [...waivers.values()];
}

/** The reason that was granted: the comment may say another by now. Only where the answer cannot tell, the comment does. */
function reasonOf(answer: OwnComment, { text }: Command, texts: CompanyTexts): string {
  const lines = answer.text.split('\n').flatMap(line => line.trim() || []);
  for (const line of lines) {
    const reason = texts.heard('answer.reason', 'reason', line);
    if (reason !== null) return reason;
  }
  // A headline and a sentence: there was no reason.
  return lines.length === 2 || !isCommand(text) ? '' : reasonIn(text);
}

/** Whether a waiver still holds on `today`. */
export function holdsOn({ until }: Waiver, today: Day): boolean {
  return until === null || today <= until;
}

/** When a waiver ends by itself; null if it does not. */
export function endOf({ until }: Waiver, calendar: Calendar): Instant | null {
  return until === null ? null : startOfDay(addDays(until, 1), calendar.zone);
}

/** Whether this person may waive a rule whose playbook names `roles` (roles on the card, or user groups). */
export function mayWaive(
  person: number,
  roles: readonly string[],
  subject: CustomerResult,
  view: CompanyView,
): boolean {
  return roles.some(role => {
    switch (role) {
      case 'anyone':
        return view.people.has(person);
      case 'owner':
        return view.owner?.id === person;
      case 'supporter':
        return subject.card.supporters.some(({ id }) => id === person);
      case 'team':
        return subject.members.some(({ id }) => id === person);
      default:
        return view.groupNamed(role)?.members.includes(person) ?? false;
    }
  });
}
