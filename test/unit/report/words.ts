/** The statements of a report as a reader sees them: lines without marks, signs and margins. */
export function statementsOf(text: string): Set<string> {
  const lines = text.split('\n').map((line) =>
    line
      .trim()
      .replace(/^[-+!~±|] +/, '')
      .replaceAll(/\s+/g, ' '),
  );
  return new Set(lines.filter((line) => line !== ''));
}

/** What of a page of HTML is said of the report: what chooses what is shown, and the order of the steps, stand beside that. */
function visibleHtml(page: string): string {
  const [, main = ''] = /<main>([^]*)<\/main>/.exec(page) ?? [];
  return shown(main.replaceAll(/<form[^]*?<\/form>/g, '').replaceAll(/<(?:del|ins|s) class="[ra]"[^>]*>/g, '\n'));
}

/** What of GitHub's Markdown is visible, as far as reports use it: blocks of HTML, headings and fences. */
function visibleMarkdown(text: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const [marks] = /^`{3,}/.exec(line) ?? [];
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
      else lines.push(line);
    } else if (marks !== undefined) fence = marks;
    else lines.push(shown(line.replace(/^### /, '')));
  }
  return lines.join('\n');
}

/** What of each format a reader sees. */
export const visible = { text: (text: string): string => text, markdown: visibleMarkdown, html: visibleHtml };

function shown(html: string): string {
  return html
    .replaceAll(/<\/?(?:h[12]|p|tr|table|pre|div|br|details|summary|section)(?: [^>]*)?>/g, '\n')
    .replaceAll(/<td>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}
