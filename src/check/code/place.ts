import { originInCode } from '../../canonical/origin.ts';
import type { Path } from '../../model/path.ts';
import type { DesiredResource } from '../../model/resource.ts';
import { nodeAt } from '../../model/tree.ts';
import type { Hit } from '../verdict.ts';
import type { Span } from './parse.ts';

/** A place in a piece of code: in its file, or in the text of the YAML. */
export function hitIn({ source }: DesiredResource, path: Path, text: string, { start }: Span): Hit {
  const node = source === undefined ? undefined : nodeAt(source.node, path.slice(source.prefix.length));
  if (node?.type !== 'scalar') return { path };
  const before = text.slice(0, start);
  const line = before.split('\n').length - 1;
  const column = start - (before.lastIndexOf('\n') + 1);
  return { path, origin: originInCode(node, line, column).origin };
}
