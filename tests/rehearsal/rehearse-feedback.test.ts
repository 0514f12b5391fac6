// Customer feedback in a rehearsal: who is reminded when, and what counts the pieces.
import { describe, expect, it } from 'vitest';
import { playbookWith } from '../support/observed-company.ts';
import { does, of, played, when } from './rehearsing.ts';

const RUNNING = { status: 'in progress' };

describe('Feedback in a rehearsal', () => {
  it('reminds at nine, each time after a longer pause, until enough feedback is recorded', () => {
    const piece = (at: string, name: string) => does(at, { kind: 'feedback', name });
    const all = played({ card: RUNNING }, [
      does('2027-03-08 12:00', { kind: 'move', status: 'evaluation' }),
      piece('2027-03-10 12:00', 'Anna'),
      piece('2027-03-15 12:00', 'Bert'),
      piece('2027-03-22 12:00', 'Cleo'),
    ]);
    expect(of(all, 'remind').map(entry => [when(entry), entry.summary])).toEqual([
      ['2027-03-11 09:00', 'Remind Ana: 1 of 3 pieces of feedback are in'],
      ['2027-03-19 09:00', 'Remind Ana: 2 of 3 pieces of feedback are in'],
    ]);
    expect(of(all, 'remind')[0]?.reason).toBe('after 3 working days, reminder 1 of at most 4 until 3 are in');
  });

  it('says of the one reminder that asks the supporter as well whom it asks', () => {
    const evaluating = does('2027-03-08 12:00', { kind: 'move', status: 'evaluation' });
    const playbook = playbookWith({ feedback: { escalateAt: 2 } });
    const reminders = of(played({ card: RUNNING }, [evaluating], { playbook, weeks: 30 }), 'remind');
    expect(reminders.map(({ reason, to }) => [reason, to])).toEqual([
      ['after 3 working days, reminder 1 of at most 4 until 3 are in', ['Ana']],
      ['asks Sam as well; after 6 working days, reminder 2 of at most 4 until 3 are in', ['Ana', 'Sam']],
      ['after 9 working days, reminder 3 of at most 4 until 3 are in', ['Ana']],
      ['after 12 working days, reminder 4 of at most 4 until 3 are in', ['Ana']],
      ['after 4 reminders nobody is reminded again', ['Sam']],
    ]);
  });

  it('counts feedback on the card where the playbook counts it by a number there', () => {
    const playbook = playbookWith({ feedback: { countBy: 'field' }, fields: { feedback: 'Feedback' } });
    const piece = (at: string, name: string) => does(at, { kind: 'feedback', name });
    const script = [
      does('2027-03-08 12:00', { kind: 'move', status: 'evaluation' }),
      piece('2027-03-12 12:00', 'Anna'),
      piece('2027-03-22 12:00', 'Bert'),
    ];
    const all = played({ card: { ...RUNNING, feedbackCount: 1 } }, script, { playbook });
    expect(of(all, 'remind').map(({ summary }) => summary)).toEqual([
      'Remind Ana: 1 of 3 pieces of feedback are in',
      'Remind Ana: 2 of 3 pieces of feedback are in',
    ]);
    expect(all.board.cards[0]?.feedbackCount).toBe(3);
    expect(all.board.items.map(({ name }) => name)).not.toContain('Anna');
  });
});
