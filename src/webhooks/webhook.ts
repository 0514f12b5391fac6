// Which events our webhooks ask for.

/**
 * The fewest events that miss nothing: everything about an existing task comes as taskUpdated too (the specific
 * events are its twins), and what a create call sets comes only as taskCreated.
 */
const TASK_EVENTS = ['taskCreated', 'taskUpdated', 'taskDeleted'] as const;
export const EVENTS = {
  board: TASK_EVENTS,
  folder: [...TASK_EVENTS, 'listCreated', 'listUpdated', 'listDeleted'],
} as const satisfies Record<string, readonly string[]>;
