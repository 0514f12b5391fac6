// What was said on a card, where ClickUp does not show who said it.
import { describe, expect, it } from 'vitest';
import { readThread } from '../../../src/clickup/calls/read-thread.ts';
import { CommentAnswer } from '../../../src/clickup/comment-schemas.ts';

const ME = 7;
const comment = (comment_text: string) =>
  CommentAnswer.parse({
    id: '1',
    comment_text,
    date: '12',
    user: null,
    resolved: false,
    assignee: null,
    reply_count: 0,
  });

describe('a comment of nobody', () => {
  it('that begins as ours do may be ours: what is said once must wait', () => {
    const { talk, hear } = readThread(ME);
    hear(comment('How this customer result stands\nWell.'));
    expect(talk).toMatchObject({ isWhole: false, own: [], unreadable: [{ id: '1', where: 'user' }] });
  });

  it('that is a command is named, and what was answered to it is looked for', () => {
    const { talk, hear } = readThread(ME);
    hear(comment('/waive team-size'));
    expect(talk).toMatchObject({ isWhole: true, commands: [], unreadable: [{ id: '1', where: 'user' }] });
    expect(talk.words).toMatchObject([{ id: '1', text: '' }]);
  });

  it('that says anything else is somebody’s who has left', () => {
    const { talk, hear } = readThread(ME);
    hear(comment('I agree'));
    expect(talk).toMatchObject({ isWhole: true, unreadable: [] });
  });
});

describe('a comment that says nothing at all', () => {
  const silent = (user: number) =>
    CommentAnswer.parse({ id: '2', comment_text: null, comment: null, date: '12', user: { id: user } });

  it('and is ours is not readable: we always say something', () => {
    const { talk, hear } = readThread(ME);
    hear(silent(ME));
    expect(talk).toMatchObject({ isWhole: false, unreadable: [{ id: '2', where: 'comment_text' }] });
  });

  it('and is somebody else’s holds nothing back', () => {
    const { talk, hear } = readThread(ME);
    hear(silent(8));
    expect(talk.isWhole).toBe(true);
  });
});

describe('a comment that begins with a mention', () => {
  const mentioning = (id: number, rest: string) =>
    CommentAnswer.parse({
      id: '3',
      comment_text: `@Bo Bot${rest}`,
      comment: [{ type: 'tag', text: '@Bo Bot', user: { id } }, { text: rest }],
      date: '12',
      user: { id: 8 },
      reply_count: 0,
    });

  it.each([' /recheck', ', /recheck', ' “/recheck”'])(
    'of Liaison and goes on with a command is one: %j',
    rest => {
      const { talk, hear } = readThread(ME);
      hear(mentioning(ME, rest));
      expect(talk).toMatchObject({ words: [], commands: [{ id: '3' }] });
    },
  );

  it('of somebody else is theirs', () => {
    const { talk, hear } = readThread(ME);
    hear(mentioning(9, ' /recheck'));
    expect(talk).toMatchObject({ commands: [], words: [{ text: '@Bo Bot /recheck' }] });
  });
});
