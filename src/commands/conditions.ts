import { Option } from 'commander';
import { count, numbers, several, share, words } from './arguments.ts';

/** The options of what stands between a client and an emulated tenant: how far it is, what it lets in, what goes wrong. */
export const conditions = [
  (): Option => new Option('--latency <ms>', 'how long every answer takes').argParser(count),
  (): Option => new Option('--rate <count>', 'the requests that are let in per second').argParser(several),
  (): Option =>
    new Option('--burst <count>', 'the requests that are let in at once, by default twice the rate').argParser(several),
  (): Option => new Option('--limit-groups', 'hold single endpoints to the stricter limits of their own'),
  (): Option =>
    new Option('--fault-rate <share>', 'let this share of the requests go wrong, from 0 to 1').argParser(share),
  (): Option =>
    new Option('--fault-at <numbers>', 'let the requests of these numbers go wrong, from 0').argParser(numbers),
  (): Option =>
    new Option('--fault-types <types>', 'how: 429, 500, 503, reset-before, reset-after, hang').argParser(words),
  (): Option => new Option('--fault-seed <number>', 'which requests go wrong, and how').argParser(count),
];
