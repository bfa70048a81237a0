/** A text whose includes were written out, the files that were read for it, and those that could not be. */
export interface Included {
  text: string;
  read: string[];
  missing: string[];
}

const include = /^([ \t]*)((?:-[ \t]+)*)([^#\n]*?(?::[ \t]+))?!include[ \t]+(['"]?)([^'"\n#]+?)\4[ \t]*(#.*)?$/gm;

/** How deep files may include files. */
const deepest = 20;

/**
 * A text with each `!include path` replaced by what the file has, indented to its place. `read` gives the text of a path that
 * stands in the file `from`, with the path that it has itself.
 */
export function withIncludes(
  text: string,
  from: string,
  read: (path: string, from: string) => { path: string; text: string } | undefined,
  depth = 0,
): Included {
  const found: Included = { text: '', read: [], missing: [] };
  const whole = text.replaceAll(include, (line: string, ...groups: (string | undefined)[]) => {
    const [indent = '', dashes = '', key, , path = ''] = groups;
    const file = depth < deepest ? read(path.trim(), from) : undefined;
    if (file === undefined) {
      found.missing.push(path.trim());
      return line;
    }
    const inner = withIncludes(file.text, file.path, read, depth + 1);
    found.read.push(file.path, ...inner.read);
    found.missing.push(...inner.missing);
    const start = `${indent}${dashes}${(key ?? '').trimEnd()}`.trimEnd();
    const column = indent.length + dashes.length + (key === undefined ? 0 : 2);
    return `${start}\n${indented(inner.text, column)}`;
  });
  return { ...found, text: whole };
}

function indented(text: string, column: number): string {
  const space = ' '.repeat(column);
  return text
    .replace(/^\uFEFF/, '')
    .replace(/^---[ \t]*\r?\n/, '')
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : space + line))
    .join('\n');
}
