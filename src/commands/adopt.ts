import { relative } from 'node:path';
import type { Address } from '../model/address.ts';
import { bareDomain } from '../model/domain.ts';
import type { RateFigures } from '../auth0/rate-limiter.ts';
import type { Adoption, AdoptRequest } from '../session/adopt.ts';
import { adoptTenants } from '../session/adopt.ts';
import type { SessionOptions } from '../session/connect.ts';
import { newTenantFolder, writeTenant } from '../session/write-tenant.ts';
import { adoptionMessages } from '../report/adoption-messages.ts';
import { adoptionText } from '../report/adoption.ts';
import type { AdoptionView } from '../report/adoption.ts';
import { parted } from '../pull/texts.ts';
import type { Split } from '../pull/write.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { watchReading } from './reading.ts';

/** Options of `tenantry init` with live tenants. */
export interface AdoptOptions extends SessionOptions {
  /** Environments as `NAME=DOMAIN`. */
  from?: string[];
  /** Better names for keywords, as `OLD=NEW`. */
  name?: string[];
  /** Addresses of what is the same, or is not, as `A=B`. */
  same?: string[];
  notSame?: string[];
  split?: Split;
  all?: boolean;
  /** Whether it is only said what would be written. */
  check?: boolean;
}

/** Makes files of one or several tenants. Exit 0; with `--check` 2, because there is something to write. */
export async function adopt(tenant: string, options: AdoptOptions, io: Io): Promise<number> {
  const { show } = io;
  const environments = (options.from ?? []).map(environmentOf);
  const names = environments.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw messages.fromTwice(twice);
  checkDomains(environments);
  const folder = newTenantFolder(tenant, io);
  const request = {
    tenant,
    environments,
    said: { same: addressPairs(options.same, '--same'), notSame: addressPairs(options.notSame, '--not-same') },
    names: new Map(pairs(options.name, '--name')),
    split: options.split ?? 'auto',
    isAll: options.all === true,
  };
  const adoption = await adoptWatched(request, options, io);
  show.result(adoptionText(viewOf(adoption, names), show.style, io.stdout.columns));
  const shown = relative(io.cwd, folder);
  show.message('');
  if (options.check === true) {
    show.message(adoptionMessages.wouldWrite(adoption.files.size, shown));
    return 2;
  }
  writeTenant(folder, adoption.files, io);
  show.message(`${adoptionMessages.written(adoption.files.size, shown)} ${adoptionMessages.planned(names)}`);
  show.message(adoptionMessages.next(adoption.tenant, names[0] ?? ''));
  return 0;
}

async function adoptWatched(request: AdoptRequest, options: SessionOptions, io: Io): Promise<Adoption> {
  const connections: (() => RateFigures)[] = [];
  using watch = watchReading(io.show.screen, () => figuresOf(connections.map((figures) => figures())));
  const onConnect = (figures: () => RateFigures): unknown => connections.push(figures);
  return await adoptTenants(request, io, { ...options, onRead: watch.onRead, onConnect });
}

/** What several connections have sent, and how long the last of them waits. */
function figuresOf(all: readonly RateFigures[]): Pick<RateFigures, 'requests' | 'heldFor'> {
  return {
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    heldFor: Math.max(0, ...all.map(({ heldFor }) => heldFor)),
  };
}

/** What an adoption has found, as it is told, with the environments in the order in which the user named them. */
export function viewOf({ tenant, adopted, ...adoption }: Adoption, names: readonly string[]): AdoptionView {
  const places = names.map((name) => adopted.environments.findIndex((one) => one.name === name));
  return {
    tenant,
    environments: names,
    shared: adopted.shared.length,
    keywords: adopted.keywords.map(({ name, values, uses }) => ({
      name,
      values: places.map((place) => values[place] ?? null),
      uses: uses.length,
    })),
    alike: adopted.alike.map(({ members }) => {
      const found = places.flatMap((place) => members.get(place) ?? []);
      return { addresses: found.map(({ address }) => address), by: parted(found.map(({ key }) => key)).middles };
    }),
    own: names.map((environment) => ({
      environment,
      addresses: (adopted.own.get(environment) ?? []).map(({ address }) => address),
    })),
    secrets: [...new Set(adoption.secrets.map(({ name }) => name))],
    toProvide: adoption.toProvide,
    unreadable: adoption.unreadable,
    ambiguous: adoption.ambiguous,
  };
}

function environmentOf(text: string): { name: string; domain: string } {
  const found = /^([A-Za-z0-9][\w.-]*)=(\S+)$/.exec(text);
  if (found === null) throw messages.fromForm(text);
  return { name: found[1] ?? '', domain: (found[2] ?? '').replace(/^https:\/\//, '').replace(/\/+$/, '') };
}

/** Throws a `UsageError` when two environments would have one tenant: each would undo what the other does. */
function checkDomains(environments: AdoptRequest['environments']): void {
  const tenants = environments.filter(({ domain }) => domain !== 'local');
  for (const [index, { name, domain }] of tenants.entries()) {
    const other = tenants.slice(0, index).find((one) => bareDomain(one.domain) === bareDomain(domain));
    if (other !== undefined) throw messages.fromSameDomain([other.name, name], bareDomain(domain));
  }
}

/** `ADDRESS=ADDRESS` as pairs; there may be a `=` in a name. */
function addressPairs(texts: readonly string[] = [], option: string): [Address, Address][] {
  return texts.map((text) => {
    const found = /^(.+?)=([A-Za-z.]+(?:\/.*)?)$/s.exec(text);
    if (found === null) throw messages.pairForm(option, text);
    return [found[1] ?? '', found[2] ?? ''];
  });
}

/** `A=B` as pairs. */
function pairs(texts: readonly string[] = [], option: string): [string, string][] {
  return texts.map((text) => {
    const found = /^([^=]+)=(.+)$/s.exec(text);
    if (found === null) throw messages.pairForm(option, text);
    return [found[1] ?? '', found[2] ?? ''];
  });
}
