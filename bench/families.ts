// All families of figures, in the order in which they are measured.
import { burst } from './counted/burst.ts';
import { enforcement } from './counted/enforcement.ts';
import { firstMirror } from './counted/first-mirror.ts';
import { idleSweep } from './counted/idle-sweep.ts';
import { quietAfterEdit } from './counted/quiet-after-edit.ts';
import type { Family } from './family.ts';
import { decisions } from './inside/decisions.ts';
import { memoryGrowth } from './inside/memory.ts';
import { rehearsal } from './inside/rehearsal.ts';
import { acknowledged } from './processes/acknowledged.ts';
import { commands } from './processes/commands.ts';
import { companies } from './processes/companies.ts';
import { growth } from './processes/growth.ts';
import { largeBoard } from './processes/large-board.ts';
import { overload } from './processes/overload.ts';
import { starts } from './processes/starts.ts';
import { undone } from './processes/undone.ts';
import { workers } from './processes/workers.ts';

export const FAMILIES: readonly Family[] = [
  // Before anything else has filled the heap.
  memoryGrowth,
  decisions,
  rehearsal,
  burst,
  idleSweep,
  firstMirror,
  quietAfterEdit,
  enforcement,
  commands,
  starts,
  acknowledged,
  undone,
  growth,
  largeBoard,
  workers,
  overload,
  companies,
];
