import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import { nodeAt } from '../model/tree.ts';
import type { Origin, Scalar } from '../model/tree.ts';

/** Where a field of a desired resource is written; the nearest place above it when it is not written itself. */
export function originAt({ source }: DesiredResource, path: Path): Origin | undefined {
  if (source === undefined) return undefined;
  const { node, prefix } = source;
  const isInside = prefix.every((segment, index) => path[index] === segment);
  return nodeAt(node, isInside ? path.slice(prefix.length) : []).origin;
}

/** The place of a line and column of a text: in the file that it comes from, or in a block of the YAML. */
export function originInCode(node: Scalar, line: number, column: number): { origin: Origin; isExact: boolean } {
  const { file, value, origin } = node;
  if (file !== undefined) {
    const start = Math.min((file.lines[line] ?? 0) + column, file.text.length);
    if (file.text === value) return { origin: { source: file, start, end: start }, isExact: true };
    return { origin: { source: file, start: file.lines[line] ?? 0, end: file.lines[line] ?? 0 }, isExact: true };
  }
  const { source } = origin;
  const header = source.lines.findLastIndex((start) => start <= origin.start);
  const below = source.lines[header + 1 + line];
  const code = String(value).split('\n')[line] ?? '';
  const written = below === undefined ? '' : (source.text.slice(below).split(/\r?\n/, 1)[0] ?? '');
  if (node.style !== 'block' || below === undefined || code === '' || !written.endsWith(code)) {
    return { origin, isExact: false };
  }
  const start = below + written.length - code.length + column;
  return { origin: { source, start, end: start }, isExact: true };
}
