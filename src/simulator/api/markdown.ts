// Markdown as ClickUp reads it back in plain fields: the text without its marks.

/** The plain text of some markdown, line by line. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter(line => !line.trimStart().startsWith('```'))
    .map(line =>
      line
        .replace(/^\s{0,3}#{1,6}\s+/u, '')
        .replace(/^\s*>\s?/u, '')
        .replace(/^(\s*)(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d+\.\s+)/u, '$1')
        .replaceAll(/!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)/gu, '$1')
        .replaceAll(/(\*\*|__)(.+?)\1/gu, '$2')
        .replaceAll(/(?<![\w*])\*(?!\s)([^*]+?)\*(?![\w*])/gu, '$1')
        .replaceAll(/`([^`]*)`/gu, '$1'),
    )
    .join('\n');
}

/** A description as webhooks carry it: a JSON text of Quill operations. */
export function quillOps(text: string, blockId: string): string {
  const ops = [{ insert: text }, { insert: '\n', attributes: { 'block-id': `block-${blockId}` } }];
  return JSON.stringify({ ops });
}
