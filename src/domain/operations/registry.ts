// Every kind of operation, one line each. The type of operations follows this list, and so do the breaker, what is left out
// for want of another one, the rehearsal and the effects in ClickUp.

import { createAbout, updateAbout } from './about-item.ts';
import { changeAbsence, closeAbsence, noteAbsence } from './absence.ts';
import { answer, tag } from './answer.ts';
import { closeItem, reopenItem } from './closing-items.ts';
import { createItem } from './create-item.ts';
import { createFollowUp, linkFollowUp } from './follow-up.ts';
import { ask, escalate, resumeAsk, settleAsk } from './question.ts';
import { remind } from './remind.ts';
import { editStatus, postStatus } from './status-comment.ts';
import { adoptList, createList, markList } from './team-list.ts';
import { correctTold, tellTeam } from './tell-team.ts';
import { explainUndo, moveBack, putBackSupporter, takeOff } from './undo.ts';
import { updateItem } from './update-item.ts';
import { welcome } from './welcome.ts';

export const OPERATIONS = [
  createList,
  adoptList,
  createAbout,
  updateAbout,
  createItem,
  updateItem,
  postStatus,
  editStatus,
  ask,
  escalate,
  resumeAsk,
  settleAsk,
  answer,
  tag,
  explainUndo,
  takeOff,
  moveBack,
  putBackSupporter,
  markList,
  closeItem,
  reopenItem,
  createFollowUp,
  linkFollowUp,
  remind,
  tellTeam,
  correctTold,
  welcome,
  noteAbsence,
  changeAbsence,
  closeAbsence,
] as const;
