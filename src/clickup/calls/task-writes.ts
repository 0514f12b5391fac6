// The two ways of writing a task, and what ClickUp answers to them.
import type { WorkItem } from '../../domain/observation.ts';
import type { Transport } from '../http/transport.ts';
import { Answer } from '../schemas.ts';
import type { AnswerFacts, TaskAnswers } from './task-answers.ts';

/** What is behind every write of a task: `due` is a day as ClickUp takes it. */
export type TaskWriter = {
  transport: Transport;
  answers: TaskAnswers;
  due(day: string): object;
};

/** A write that was answered was done, also where the answer can't be read. */
export const WRITTEN: AnswerFacts = { isMaybeApplied: true };

/** Changes a work item and answers with it. `doing` completes "While …". */
export async function updateItemTask(
  { transport, answers }: TaskWriter,
  itemId: string,
  body: object,
  doing: string,
): Promise<WorkItem> {
  const spec = { method: 'PUT', path: `/task/${itemId}`, body, answer: Answer, doing } as const;
  return answers.item(await transport.request(spec), itemId, WRITTEN);
}

/** Makes a task in a list and answers with it. `doing` completes "While …". */
export async function createItemTask(
  { transport, answers }: TaskWriter,
  listId: string,
  body: object,
  doing: string,
): Promise<WorkItem> {
  const spec = { method: 'POST', path: `/list/${listId}/task`, body, answer: Answer, doing } as const;
  return answers.item(await transport.request(spec), null, WRITTEN);
}
