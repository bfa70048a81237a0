import { milliseconds } from '../expect/duration.ts';
import { isError } from '../model/case.ts';
import { keyText } from '../model/json.ts';
import { casesReport } from '../report/cases.ts';
import type { Table } from '../report/view.ts';
import { customDomains } from '../session/domains.ts';
import type { DomainResult } from '../session/domains.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { recordsOf } from '../smoke/domains.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry domains`. */
export interface DomainsOptions extends PreviewOptions {
  verify?: boolean;
  /** Name servers to ask. */
  resolver?: string[];
  /** How long a verification is waited for, as a duration. */
  within?: string;
}

/** Shows what each custom domain needs and has. Exit 0 when all work, 3 when something is left to do, 1 for errors. */
export async function run(tenant: string | undefined, options: DomainsOptions, io: Io): Promise<number> {
  const { show } = io;
  show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = filesOf(workspace, options.env);
  await using session = await connectChecked(workspace, files, options, show);
  if (session === undefined) return 1;
  const { verify, resolver: servers, within = '2m' } = options;
  const time = milliseconds(within);
  if (time === undefined) throw messages.withinForm(within);
  show.status(messages.lookingAtDomains());
  const found = await customDomains(session, { verify, servers, within: time });
  const { config } = files.target;
  const cases = found.flatMap((one) => one.cases);
  const remarks = found.length === 0 ? { remarks: [messages.noDomains()] } : {};
  const report = casesReport(
    {
      title: `${config.tenant}/${config.environment.name}`,
      cases: cases.map((one) =>
        one.lines.length === 0 ? one : { ...one, name: `${one.name}  ${one.lines.join('; ')}`, lines: [] },
      ),
      data: { domains: found.map(({ row }) => row) },
      table: tableOf(found),
      ...remarks,
    },
    show.mask,
  );
  await show.report(report, options.format);
  return cases.some(isError) ? 3 : 0;
}

function tableOf(found: readonly DomainResult[]): Table {
  const rows = found.map(({ row, seen: { tls } }) =>
    [
      keyText(row['domain'] ?? ''),
      keyText(row['status'] ?? ''),
      recordsOf(row)
        .map(({ type, wanted }) => `${type} ${wanted}`)
        .join(', '),
      keyText(row['tls_policy'] ?? ''),
      tls?.type === 'answered' ? `${tls.version}, until ${new Date(tls.endsAt).toISOString().slice(0, 10)}` : '',
    ].map((text) => ({ text })),
  );
  return { columns: ['domain', 'status', 'record', 'policy', 'TLS'], rows };
}
