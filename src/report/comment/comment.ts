import { codeSpan, cut, link } from './escape.ts';
import { always, assembled, fitted } from './fit.ts';
import type { Piece, Step } from './fit.ts';
import { gather, isFailed, noCounts } from './gather.ts';
import type { Counts, Gathered, TargetResult } from './gather.ts';
import { changePieces } from './groups.ts';
import type { ChangePieces } from './groups.ts';
import { messages } from './messages.ts';
import { errorPieces, warningPieces } from './problems.ts';
import { baseOf, memoryText, newsOf, newsText, seenOf } from './seen.ts';
import type { Memory } from './seen.ts';
import { tableForms, tablePiece, unchangedPiece } from './table.ts';

/** What a comment says beside the plans. */
export interface CommentFacts {
  /** The commit that was planned, as 40 hex digits. */
  commit: string;
  /** The run that planned. */
  run: { number: string; url: string };
  /** Where the files of the commit are shown, such as `https://github.com/acme/tenants/blob/9f3c2ab`. */
  blob?: string;
  /** Gives the sha256 of the index of plans, as 64 hex digits, when all results have been read; none for what cannot be approved. */
  index?: () => string;
  /** The rings in the order of the rollout. */
  rings?: readonly string[];
  /** What the comment that stands there keeps, and the commit that somebody reviewed last. */
  before?: Memory;
  reviewed?: string;
  /** Where it comes from when it was planned offline, which approves nothing: from a fork, or from a run without credentials. */
  offline?: 'fork' | 'own';
  /** The most UTF-16 units; 60,000 unless it says otherwise, at least 20,000. */
  limit?: number;
}

/** A comment, and whether there is anything that it has to say. */
export interface PlanComment {
  text: string;
  /** Whether some plan changes something, or failed. */
  isNeeded: boolean;
}

/** The most UTF-16 units of a comment: GitHub takes 65,536, and something is added after a deploy. */
const mostUnits = 60_000;
/** What the line about what is not named may take. */
const reserved = 400;
/** So many deletes and replacements are named at the top. */
const mostInCaution = 8;
/** So many targets have their pages linked before anything else is said. */
const fewTargets = 40;
const mostSnapshots = 5;

/** The last line of a comment on a plan: by its digest the plan is approved. */
export function planMarker(index: string): string {
  return `<!-- tenantry:plan:v1 sha256:${index} -->`;
}

/** The last line of a comment on the plan of a fork, which approves nothing. */
export const forkMarker = '<!-- tenantry:fork-plan:v1 -->';

/**
 * One comment for all targets, as GitHub's Markdown: what is important is said first, and whole; what there is no room for is
 * counted. Names and values stand in code and nowhere else. Results are read one after the other, so there may be many.
 */
export function planComment(results: Iterable<TargetResult>, facts: CommentFacts): PlanComment {
  const gathered = gather(results);
  const { limit = mostUnits, offline, blob } = facts;
  const changes = changePieces(gathered, { wording: 'plan', ...(blob === undefined ? {} : { blob }) });
  const table = tablePiece(gathered);
  const unchanged = unchangedPiece(gathered);
  const errors = errorPieces(gathered);
  const warnings = warningPieces(gathered);
  const top = [...newsPieces(gathered, facts), always(titleOf(gathered, offline)), ...offlinePieces(gathered, offline)];
  const end = endOf(gathered, facts);
  const pieces = [...top, table, unchanged, ...cautionPieces(gathered), ...errors, ...changes.pieces, ...warnings];
  const isSmall = gathered.rows.length <= fewTargets;
  const to = (of: readonly Piece[], index: number): Step[] => of.map((piece) => [piece, index] as const);
  const steps: Step[] = [
    ...to(errors, 1),
    ...to(errors, 2),
    [table, isSmall ? tableForms.pages : tableForms.alike],
    ...changes.steps.destroyed,
    [table, tableForms.rows],
    ...changes.steps.withheld,
    [unchanged, 1],
    [table, tableForms.pages],
    ...to(warnings, 1),
    ...changes.steps.rest,
  ];
  const chosen = fitted(pieces, steps, limit - end.length - reserved);
  const body = [assembled(pieces, chosen), notNamed(changes, gathered, chosen, facts)].filter((text) => text !== '');
  const isNeeded = gathered.rows.some((row) => row.isDifferent || isFailed(row));
  return { text: [...body, end].join('\n\n'), isNeeded };
}

function newsPieces(gathered: Gathered, { before, commit, reviewed }: CommentFacts): Piece[] {
  const base = baseOf(before, commit, reviewed);
  const news = base === undefined ? undefined : newsOf(gathered, base, base.commit === reviewed);
  return news === undefined ? [] : [always(newsText(news))];
}

function titleOf({ rows }: Gathered, offline: CommentFacts['offline']): string {
  const failed = rows.filter(isFailed).length;
  const different = rows.filter((row) => row.isDifferent && !isFailed(row)).length;
  const counts = rows.length === 0 ? messages.noTargets() : messages.title(different, rows.length);
  const title =
    failed > 0 && different === 0 ? messages.noneHas(failed, rows.length) : `${counts}${messages.failed(failed)}`;
  return `### ${offline === undefined ? title : messages.offlineTitle(title, offline)}`;
}

function offlinePieces({ rows }: Gathered, offline: CommentFacts['offline']): Piece[] {
  if (offline === undefined) return [];
  const days = new Set(rows.flatMap(({ report }) => report.snapshotOf ?? []));
  const shown = [...days].slice(0, mostSnapshots).map((day) => codeSpan(day, 30));
  return [always(`> [!NOTE]\n> ${messages.offline(shown, offline)}`)];
}

/** What destroys something, at the top. */
function cautionPieces({ groups, totals, rows }: Gathered): Piece[] {
  const lines = groups.flatMap(({ targets, changes }) =>
    changes.destroyed.slice(0, mostInCaution).map(({ action, address }) => {
      const [first = 0] = targets;
      const where =
        targets.length === 1 ? codeSpan(rows[first]?.report.id ?? '', 100) : messages.everywhere(targets.length);
      return messages.cautionOne(messages.verb(action, 'plan'), codeSpan(address), where);
    }),
  );
  if (totals.delete + totals.replace === 0) return [];
  const counts = messages.counts({ ...noCounts(), delete: totals.delete, replace: totals.replace }, 'plan');
  const shown = lines.slice(0, mostInCaution);
  const all = groups.reduce((sum, { changes }) => sum + changes.destroyed.length, 0);
  const more = all > shown.length ? [messages.cautionMore(counts)] : [];
  return [always(['> [!CAUTION]', ...[...shown, ...more].map((line) => `> - ${line}`)].join('\n'))];
}

/** How many changes are not named, and where they are. */
function notNamed(
  { about }: ChangePieces,
  { rows, totals }: Gathered,
  chosen: ReadonlyMap<Piece, number>,
  { run }: CommentFacts,
): string {
  const counts: Counts = { ...totals };
  for (const [piece, { rank, group }] of about) {
    if (piece.forms[chosen.get(piece) ?? 0]?.isNaming !== true) continue;
    for (const { action } of group.changes[rank]) {
      if (action !== 'none') counts[rank === 'withheld' ? 'withheld' : action] -= group.targets.length;
    }
  }
  const said = messages.counts(counts, 'plan');
  if (said === '') return '';
  const where = rows.some(({ page }) => page !== undefined) ? messages.pagesHave : messages.runHas;
  return messages.notNamed(said, where(link(messages.run(codeSpan(cut(run.number, 20))), run.url)));
}

/** What stands below all else: what a merge does, what was planned, what the next comment has to know, and the digest. */
function endOf(gathered: Gathered, facts: CommentFacts): string {
  const { commit, run, index, rings = [], before, reviewed, offline } = facts;
  const requests = gathered.rows.reduce((sum, { report }) => sum + (report.requests ?? 0), 0);
  const seconds = Math.max(0, ...gathered.rows.map(({ report }) => report.seconds ?? 0));
  const known = `${requests === 0 ? '' : messages.requests(requests)}${seconds === 0 ? '' : messages.seconds(seconds)}`;
  const where = link(messages.run(codeSpan(cut(run.number, 20))), run.url);
  const plan = messages.planOf(codeSpan(commit.slice(0, 7)), where, known);
  const isDifferent = gathered.rows.some((row) => row.isDifferent);
  const said =
    offline !== undefined || !isDifferent
      ? plan
      : `${messages.onMerge(rings.map((ring) => codeSpan(ring, 60)))} ${plan}`;
  const base = baseOf(before, commit, reviewed);
  const memory = memoryText({ shown: seenOf(gathered, commit), ...(base === undefined ? {} : { base }) });
  const marker = offline !== undefined || index === undefined ? forkMarker : planMarker(index());
  return [said, '', ...(offline === undefined ? [memory] : []), marker].join('\n');
}
