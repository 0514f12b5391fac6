// A team is cross-functional: people of several functions, and of every function that the card asks for.
import { z } from 'zod';
import { hasEnded, isAtWork } from '../phase.ts';
import { CommonParams, type Rule } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const CrossFunctionalParams = z.strictObject({
  ...CommonParams,
  minFunctions: z.number().int().min(1),
});
type CrossFunctionalParams = z.infer<typeof CrossFunctionalParams>;

export const crossFunctional: Rule<CrossFunctionalParams> = {
  key: 'cross-functional',
  params: CrossFunctionalParams,

  needsGroups: true,
  needsFields: ['supporter', 'functions'],
  completesTeam: true,
  escalatesToOwnerAlone: true,

  check({ minFunctions }, { people }, refuse) {
    const functions = Object.keys(people.functions).length;
    if (minFunctions <= functions) return;
    const message = `must not be above the number of functions under people.functions (${functions})`;
    refuse(['minFunctions'], message, minFunctions);
  },

  evaluate(subject, { minFunctions: min }, { view, texts }) {
    const { phase, card, members } = subject;
    if (phase === null || phase === 'candidate' || hasEnded(phase)) return { state: 'not-checked' };
    const present = view.functionNames.filter(name =>
      members.some(({ id }) => view.functionsOf(id).includes(name)),
    );
    const needed = card.functionsNeeded;
    const unknown = needed.filter(name => !view.functions.has(name.toLowerCase()));
    const missing = needed.filter(name => {
      const known = view.functions.get(name.toLowerCase());
      return known && !present.includes(known.name);
    });
    // Whoever comes for a missing function brings a further one.
    const further = Math.max(0, min - present.length - missing.length);
    const openSeats = [
      ...missing.map(name => texts.render('cross-functional.seat', { name })),
      ...(further > 0 ? [texts.render('cross-functional.seat-any', { count: further })] : []),
    ];
    const evidence = { functions: present, needed: [...needed], missing, unknown, minFunctions: min };
    const names = texts.list(present) || '–';
    const remarks =
      unknown.length > 0 ? [texts.render('cross-functional.unknown', { names: texts.list(unknown) })] : [];
    if (openSeats.length === 0) {
      const message = [texts.render('cross-functional.holds', { names }), ...remarks].join(' ');
      return { state: 'holds', message, evidence };
    }
    const message = [
      ...(present.length < min ? [texts.render('cross-functional.too-few', { names, min })] : []),
      ...(missing.length > 0
        ? [texts.render('cross-functional.missing', { names: texts.eitherOf(missing) })]
        : []),
      ...remarks,
    ].join(' ');
    if (!isAtWork(phase)) return { state: 'open', message, evidence, openSeats };
    return {
      state: 'fails',
      message,
      evidence,
      mend: [
        ...(missing.length > 0
          ? [texts.render('cross-functional.find', { names: texts.list(missing), count: missing.length })]
          : []),
        ...(further > 0 ? [texts.render('cross-functional.find-any', { count: further })] : []),
      ].join(' '),
      menders: [...card.supporters, ...members, ...(view.owner ? [view.owner] : [])],
      openSeats,
    };
  },

  undo(subject, _params, context, reportedChanges) {
    return undoMove(subject, context, reportedChanges);
  },
};
