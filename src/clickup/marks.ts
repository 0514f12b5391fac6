// The lines by which Liaison finds its own things again in texts that people may edit: the card that a list names,
// the template that an item was made from.

const MANAGED =
  /managed by liaison\s*[·•.|-]\s*([a-z][a-z0-9-]{1,39})\s*[·•.|-](?:\s*([a-z0-9]+(?:-[a-z0-9]+)*))?/i;
const CARD_ADDRESS = /\/t\/(?:\d+\/)?([a-z0-9]+(?:-[a-z0-9]+)*)/gi;
const CARD_LINE = /^\W*card\W*:/i;
const LONE_ADDRESS = /^\W*(?:\[[^\]]*\]\()?https?:\S+$/i;
const JOINED_CARD_LINE = /\bcard\W{0,4}:\W{0,6}(?=https?:)/gi;

/** A description that ends with the address of the card. */
export function withCard(description: string, card: { cardId: string; cardUrl: string }): string {
  const names = lastAddress(card.cardUrl) === card.cardId;
  // Addresses with custom ids name the card by another id; this form always works.
  const url = names ? card.cardUrl : `https://app.clickup.com/t/${card.cardId}`;
  return ended(description, `Card: ${url}`);
}

/** The card that a list's description names in its last `Card:` line, null if it names none. */
export function readCardId(description: string): string | null {
  return findCard(linesOf(description))?.cardId ?? null;
}

/** The card that these lines name, and in which of them. */
function findCard(written: readonly string[]): { cardId: string; line: number } | null {
  const lines = written.map(unescaped);
  const line = lines.findLastIndex(candidate => CARD_LINE.test(candidate) && lastAddress(candidate) !== null);
  if (line !== -1) return at(line, lastAddress(lines[line] ?? ''));
  // An editor may have joined the lines, or somebody taken off the word before the address.
  for (const [index, candidate] of [...lines.entries()].reverse()) {
    const joined = [...candidate.matchAll(JOINED_CARD_LINE)].at(-1);
    if (joined) return at(index, firstAddress(candidate.slice(joined.index)));
  }
  const last = lines.findLastIndex(candidate => candidate.trim() !== '');
  const lone = lines[last]?.trim() ?? '';
  return LONE_ADDRESS.test(lone) ? at(last, lastAddress(lone)) : null;
}

function at(line: number, cardId: string | null): { cardId: string; line: number } | null {
  return cardId === null ? null : { cardId, line };
}

const FINISHED = /finished on \d{4}-\d{2}-\d{2}\s*[·•.|-]\s*liaison/i;
const STILL_OPEN = /still open:\s*([a-z][a-z, -]*?)\s*[·•.|-]\s*liaison/i;
const MARK_LINES = [FINISHED, STILL_OPEN].map(({ source }) => new RegExp(`^\\W*${source}\\W*$`, 'i'));
const FOLLOWED = /follows up on work item\s+([a-z0-9]+(?:-[a-z0-9]+)*)\s*[·•.|-]\s*liaison/i;

/** A list's text that says it is finished, above the line that names its card; what people wrote stays. */
export function withFinish(content: string, { note, on }: { note: string; on: string }): string {
  return withMark(content, `Finished on ${on} · Liaison`, note);
}

/** A list's text that says which rules are still open though the card is done, in the same place. */
export function withStillOpen(content: string, { note, rules }: { note: string; rules: string }): string {
  return withMark(content, `Still open: ${rules} · Liaison`, note);
}

function withMark(content: string, line: string, note: string): string {
  const lines = linesOf(withoutMark(content));
  const above = lines.slice(0, findCard(lines)?.line ?? lines.length);
  const below = lines.slice(above.length);
  const mark = [note, line].join('\n');
  return [above.join('\n').trim(), mark, below.join('\n').trim()].filter(part => part !== '').join('\n\n');
}

/** The same text without the mark of an end, definitive or not, and the sentence above it. */
export function withoutMark(content: string): string {
  if (!isMarkedFinished(content) && readStillOpen(content) === null) return content;
  const lines = linesOf(content);
  const mark = lines.findIndex(line => MARK_LINES.some(known => known.test(unescaped(line))));
  // Where an editor joined the lines, nothing tells the sentence from what people wrote.
  if (mark === -1) return unescaped(content).replace(FINISHED, '').replace(STILL_OPEN, '').trim();
  // The sentence stands alone above the mark; what somebody wrote in between is theirs.
  const isAlone = mark > 0 && lines[mark - 1]?.trim() !== '' && (lines[mark - 2] ?? '').trim() === '';
  lines.splice(isAlone ? mark - 1 : mark, isAlone ? 2 : 1);
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Whether a list's text says that it is finished. */
export function isMarkedFinished(content: string): boolean {
  return FINISHED.test(unescaped(content));
}

/** The rules that a list's text says are still open, null if it says nothing like that. */
export function readStillOpen(content: string): string | null {
  return STILL_OPEN.exec(unescaped(content))?.[1]?.toLowerCase() ?? null;
}

const AGENDA = /agenda of (\d{4}-\d{2}-\d{2})\s*[·•.|-]\s*liaison/i;

/** A description that ends with the line that says which all-hands it is the agenda of. */
export function withAgenda(description: string, on: string): string {
  return ended(description, `Agenda of ${on} · Liaison`);
}

/** The day of the all-hands that a description's line names, null if there is no such line. */
export function readAgenda(description: string): string | null {
  return AGENDA.exec(description.replaceAll('\\', ''))?.[1] ?? null;
}

const ABSENCE = /noted for the comment\s+([a-z0-9]+)\s*[·•.|-]\s*liaison/i;

/** The description of an absence that somebody asked for in a comment. */
export function withAbsence(commandId: string): string {
  return `Noted for the comment ${commandId} · Liaison`;
}

/** The comment that a description's line names, null if there is no such line. */
export function readAbsence(description: string): string | null {
  return ABSENCE.exec(description.replaceAll('\\', ''))?.[1] ?? null;
}

/** A description that ends with the line that says which work item the card follows up on. */
export function withFollowed(description: string, itemId: string): string {
  return ended(description, `Follows up on work item ${itemId} · Liaison`);
}

/** The work item that a description's line names, null if there is no such line. */
export function readFollowed(description: string): string | null {
  return FOLLOWED.exec(description.replaceAll('\\', ''))?.[1] ?? null;
}

/** A description that ends with the line that says what the item was made from. */
export function withTemplate(description: string, made: { template: string; cardId: string }): string {
  return ended(description, `Managed by Liaison · ${made.template} · ${made.cardId}`);
}

/** The template that a description's line names, null if there is no such line. */
export function readTemplate(description: string): string | null {
  return MANAGED.exec(description.replaceAll('\\', ''))?.[1]?.toLowerCase() ?? null;
}

/** The card for which an item was made, as its description's line names it, null if there is no such line. */
export function readManagedCard(description: string): string | null {
  return MANAGED.exec(description.replaceAll('\\', ''))?.[2] ?? null;
}

function ended(description: string, line: string): string {
  const text = description.trim();
  return text === '' ? line : `${text}\n\n${line}`;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function unescaped(text: string): string {
  return text.replaceAll('\\', '');
}

/** The task that an address leads to, null if it leads to none. */
export function taskIn(url: string): string | null {
  return lastAddress(url);
}

function firstAddress(text: string): string | null {
  return [...text.matchAll(CARD_ADDRESS)][0]?.[1] ?? null;
}

function lastAddress(text: string): string | null {
  return [...text.matchAll(CARD_ADDRESS)].at(-1)?.[1] ?? null;
}
