// A team needs neither too few nor too many people: the maximum holds always, the minimum from running on.
import { z } from 'zod';
import { hasEnded } from '../phase.ts';
import { CommonParams, isAtWork, moveBack, names, people, type Rule } from './rule.ts';

export const TeamSizeParams = z
  .strictObject({
    ...CommonParams,
    min: z.number().int().min(1),
    max: z.number().int().min(1),
  })
  .refine(params => params.min <= params.max, { path: ['min'], error: 'min must not be above max' });
type TeamSizeParams = z.infer<typeof TeamSizeParams>;

export const teamSize: Rule<TeamSizeParams> = {
  key: 'team-size',
  params: TeamSizeParams,

  evaluate(subject, { min, max }, context) {
    if (subject.phase === null || hasEnded(subject.phase)) return { state: 'not-checked' };
    const size = subject.members.length;
    const evidence = { members: subject.members.map(person => person.name), size, min, max };
    if (size > max) {
      return {
        state: 'fails',
        message: `The team has ${people(size)}; at most ${max} keep it quick.`,
        evidence,
        mend: `Please agree among yourselves who moves on, so that at most ${max} remain.`,
        menders: subject.members.length > 0 ? subject.members : owner(context.owner),
      };
    }
    if (size >= min) {
      return {
        state: 'holds',
        message: `Team of ${people(size)}: ${names(subject.members)}.`,
        evidence,
        openSeats: [],
      };
    }
    const missing = min - size;
    const message =
      size === 0
        ? `Nobody is on the team yet; it needs at least ${people(min)}.`
        : `The team has ${people(size)}; it needs at least ${min}.`;
    const openSeats = [missing === 1 ? '1 more person' : `${missing} more people`];
    if (!isAtWork(subject.phase)) {
      if (subject.phase === 'candidate') return { state: 'not-checked' };
      return { state: 'open', message, evidence, openSeats };
    }
    return {
      state: 'fails',
      message,
      evidence,
      mend: `Please find ${openSeats[0]} for the team, or move the card back to forming.`,
      menders: [...subject.card.supporters, ...subject.members, ...owner(context.owner)],
      openSeats,
    };
  },

  undo(subject, { max }, context, hints) {
    const tooMany = subject.members.length - max;
    if (tooMany <= 0) return moveBack(subject, context, hints);
    // A group assignment can't be undone person by person: only those assigned themselves can be taken off.
    const onTeam = new Set(subject.members.map(person => person.id));
    const direct = new Set(subject.card.assignees.map(person => person.id));
    const grouped = new Set(
      context.board.groups.flatMap(group =>
        subject.card.assignedGroups.includes(group.id) ? group.members : [],
      ),
    );
    const canLeave = (id: number) => onTeam.has(id) && direct.has(id) && !grouped.has(id);
    const joiners = new Map<number, { id: number; name: string }>();
    for (const hint of hints.toReversed()) {
      if (hint.change.kind !== 'joined') continue;
      const { person } = hint.change;
      if (canLeave(person.id) && !joiners.has(person.id)) joiners.set(person.id, person);
    }
    const leaving = [...joiners.values()].slice(0, tooMany);
    return leaving.length > 0 ? { kind: 'take-off', people: leaving } : null;
  },
};

function owner<T>(person: T | null): T[] {
  return person === null ? [] : [person];
}
