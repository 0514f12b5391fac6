// Which of two things of ClickUp is the older one, by their ids alone.

/** List and task ids grow with time but not in length alone: shorter is older, then alphabetical. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
