// Breaks sentences into lines that a terminal shows whole.

const WIDTH = 100;
/** What every terminal has. */
export const NARROW = 80;

/** Lines of at most `width` characters, each after `indent`, all but the first after `hanging` as well. */
export function wrapped(text: string, indent: string, hanging = '', width = WIDTH): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length > width && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = indent + hanging;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
