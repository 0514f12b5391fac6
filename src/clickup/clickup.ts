// ClickUp as the use case sees it: every read and write of reconcile/ports.ts, put together from calls/. What the answers
// mean is translate.ts' business; when to write is not decided here.

import type { Clock } from '../base/clock.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { ClickUp } from '../reconcile/ports.ts';
import { absenceCalls } from './calls/absence-calls.ts';
import { agendaCalls } from './calls/agenda-calls.ts';
import { cardReads } from './calls/card-reads.ts';
import { cardWrites } from './calls/card-writes.ts';
import { commentReads } from './calls/comment-reads.ts';
import { commentWrites } from './calls/comment-writes.ts';
import { itemReads } from './calls/item-reads.ts';
import { itemStatuses } from './calls/item-statuses.ts';
import { itemWrites } from './calls/item-writes.ts';
import { listReads } from './calls/list-reads.ts';
import { listWrites } from './calls/list-writes.ts';
import { staffRead } from './calls/staff-read.ts';
import { taskAnswers } from './calls/task-answers.ts';
import type { TaskWriter } from './calls/task-writes.ts';
import { traceCalls } from './calls/trace-calls.ts';
import type { Transport } from './http/transport.ts';
import type { Places } from './places/places.ts';
import { writtenDay } from './translate.ts';

/**
 * Makes the adapter for the places of one playbook. Every failure is a `ClickUpFailure`. `furtherPages` sends for the
 * pages after the first, if not `transport`.
 */
export function createClickUp(options: {
  transport: Transport;
  furtherPages?: Transport;
  places: Places;
  playbook: Playbook;
  clock: Clock;
}): ClickUp {
  const { transport, furtherPages, places, clock } = options;
  const { me } = places;
  const { zone } = options.playbook.calendar;
  const cards = cardReads({ transport, furtherPages }, places, zone);
  const writer: TaskWriter = {
    transport,
    answers: taskAnswers(places, zone),
    due: day => writtenDay(day, zone, me.zone),
  };
  return {
    ...cards,
    ...cardWrites(writer, places, cards.readCard),
    ...itemReads({ transport, furtherPages }, places, zone),
    ...itemWrites(writer),
    ...itemStatuses(writer, clock),
    ...listReads(transport, places),
    ...listWrites(transport, places.folderId),
    ...commentReads(transport, me.id),
    ...commentWrites(transport, { myId: me.id, clock }),
    ...agendaCalls(writer, places.digestListId),
    ...absenceCalls(writer, { listId: places.absenceListId, zone, clock }),
    ...staffRead(transport, places),
    ...traceCalls(transport, places),
  };
}
