// Markdown as ClickUp reads it back in plain fields: the text without its marks.

/** The plain text of some markdown, line by line. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter(line => !line.trimStart().startsWith('```'))
    .map(line =>
      hidden(line)
        .replace(/^\s{0,3}#{1,6}\s+/u, '')
        .replace(/^\s*>\s?/u, '')
        .replace(/^(\s*)(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d+\.\s+)/u, '$1')
        .replaceAll(/!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)/gu, '$1')
        .replaceAll(/(\*\*|__)(.+?)\1/gu, '$2')
        .replaceAll(/(?<![\w*])\*(?!\s)([^*]+?)\*(?![\w*])/gu, '$1')
        .replaceAll(/`([^`]*)`/gu, '$1')
        .replaceAll(/[\uE000-\uE07F]/gu, character => String.fromCharCode(character.charCodeAt(0) - HIDDEN)),
    )
    .join('\n');
}

const HIDDEN = 0xe000;

/** Punctuation behind a backslash is no mark but itself; out of the way until the marks are gone. */
function hidden(line: string): string {
  return line.replaceAll(/\\([!-/:-@[-`{-~])/gu, (_, character: string) =>
    String.fromCharCode(HIDDEN + character.charCodeAt(0)),
  );
}

/** A description as webhooks carry it: a JSON text of Quill operations. */
export function quillOps(text: string, blockId: string): string {
  const ops = [{ insert: text }, { insert: '\n', attributes: { 'block-id': `block-${blockId}` } }];
  return JSON.stringify({ ops });
}
