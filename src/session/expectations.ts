import { resolve } from 'node:path';
import type { Edit } from '../edit/change.ts';
import { edit } from '../edit/edit.ts';
import { placeOf } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { markerOf } from '../model/marker.ts';
import { fieldOf } from '../model/tree.ts';
import { writeAll } from '../record/write-all.ts';
import type { Test } from '../testing/read.ts';
import { expectationOf } from '../testing/written.ts';
import type { Tried } from '../testing/run.ts';
import type { SuiteResult } from './tests.ts';
import { stateFolder } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** What was written into test files, and what could not be. */
export interface WrittenExpectations {
  /** The names of the tests that say now what they expect. */
  tests: string[];
  refused: { test: string; why: string }[];
}

/**
 * Writes what happened into the tests that do not say what they expect; of a file that was run for several environments, what happened in
 * the first. Values of keywords that the code uses are written as their markers.
 */
export function writeExpectations(
  results: readonly SuiteResult[],
  { surroundings, project }: Pick<Workspace, 'surroundings' | 'project'>,
): WrittenExpectations {
  const isMarker = markerOf(project.loaded.keywordNames);
  const written: WrittenExpectations = { tests: [], refused: [] };
  const files = [...groupBy(results, ({ suite }) => suite.file.path).values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const { source } = first.suite.document;
    const edits = editsOf(first);
    const { text, refused } = edit(source.text, [...edits.keys()], { isMarker });
    for (const [one, test] of edits) {
      const failed = refused.find(({ edit: asked }) => asked === one);
      if (failed === undefined) written.tests.push(test.name);
      else written.refused.push({ test: test.name, why: failed.why });
    }
    if (text === source.text) return [];
    return [{ path: resolve(surroundings.cwd, source.path), before: source.text, after: text }];
  });
  writeAll(stateFolder(surroundings), files);
  return written;
}

function editsOf({ suite, tried }: SuiteResult): Map<Edit, Test> {
  const { document, goal, file } = suite;
  const tests = fieldOf(document.root, 'tests');
  const used = new Set(
    file.subject.all.flatMap(({ code }) => (code.node.trace?.markers ?? []).map(({ name }) => name)),
  );
  const keywords = [...goal.keywords.values()].filter(({ name }) => used.has(name));
  const edits = tried.flatMap(({ test, finding }): [Edit, Test][] => {
    const entry =
      tests?.type === 'map' ? tests.entries.find(({ keyOrigin }) => isAt(placeOf(keyOrigin), test)) : undefined;
    if (test.expected !== undefined || entry === undefined) return [];
    const value = expectationOf(finding, keywords);
    const isEmpty = entry.value.type !== 'map';
    const one: Edit = isEmpty
      ? { do: 'set', path: ['tests', entry.key], value: { expect: value } }
      : { do: 'set', path: ['tests', entry.key, 'expect'], value };
    return [[one, test]];
  });
  return new Map(edits);
}

function isAt({ line, column }: Tried['test']['place'], { place }: Test): boolean {
  return line === place.line && column === place.column;
}
