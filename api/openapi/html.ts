// HTML from text that may hold any character.

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '');

export const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** Renders the little Markdown of descriptions: paragraphs, lists, and code between backticks. */
export function prose(text: string): string {
  const blocks = text.split('\n\n').map((block) => {
    if (!block.startsWith('- ')) return `<p>${inline(block)}</p>`;
    const items = block.slice(2).split('\n- ');
    return `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
  });
  return blocks.join('\n');
}

export const inline = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** Letters, digits and hyphens: for anchors. */
export const slug = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
