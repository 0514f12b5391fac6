// What each kind of operation does in ClickUp, one line each. A kind that is missing here does not compile.

import type { Operation, OperationKind } from '../../domain/operation.ts';
import type { Effect, EffectOn } from './effect.ts';
import { createAbout, updateAbout } from './effects/about-item.ts';
import { changeAbsence, closeAbsence, noteAbsence } from './effects/absence.ts';
import { adoptList } from './effects/adopt-list.ts';
import { moveBack, putBackSupporter, tag, takeOff } from './effects/card.ts';
import {
  answer,
  ask,
  correctTold,
  editStatus,
  escalate,
  explainUndo,
  postStatus,
  remind,
  resumeAsk,
  settleAsk,
  tellTeam,
  welcome,
} from './effects/comments.ts';
import { createList } from './effects/create-list.ts';
import { createFollowUp, linkFollowUp } from './effects/follow-up.ts';
import { markList } from './effects/mark-list.ts';
import { closeItem, createItem, reopenItem, updateItem } from './effects/work-items.ts';

const EFFECTS: { [Kind in OperationKind]: Effect<Kind> } = {
  'create-list': createList,
  'adopt-list': adoptList,
  'create-about': createAbout,
  'update-about': updateAbout,
  'create-item': createItem,
  'update-item': updateItem,
  'post-status': postStatus,
  'edit-status': editStatus,
  ask,
  escalate,
  'resume-ask': resumeAsk,
  'settle-ask': settleAsk,
  answer,
  tag,
  'explain-undo': explainUndo,
  'take-off': takeOff,
  'move-back': moveBack,
  'put-back-supporter': putBackSupporter,
  'mark-list': markList,
  'close-item': closeItem,
  'reopen-item': reopenItem,
  'create-follow-up': createFollowUp,
  'link-follow-up': linkFollowUp,
  remind,
  'tell-team': tellTeam,
  'correct-told': correctTold,
  welcome,
  'note-absence': noteAbsence,
  'change-absence': changeAbsence,
  'close-absence': closeAbsence,
};

/** The effect of an operation's kind, to be used with that operation. */
export function effectOf({ kind }: Operation): EffectOn<Operation> {
  return EFFECTS[kind];
}
