// Priorities: integers 1 to 4 on the way in, objects full of strings on the way out.

/** The names of priorities 1 to 4. */
export const priorityNames = ['urgent', 'high', 'normal', 'low'] as const;

/** ClickUp's colours for priorities 1 to 4. */
export const priorityColors = ['#f50000', '#f8ae00', '#6fddff', '#d8d8d8'] as const;

/** A priority as tasks and history items carry it. */
export function showPriority(priority: number | null) {
  if (priority === null) return null;
  return {
    color: priorityColors[priority - 1],
    id: String(priority),
    orderindex: String(priority),
    priority: priorityNames[priority - 1],
  };
}
