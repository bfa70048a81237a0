/** A domain as it is compared: without protocol, closing slashes and dots, in lower case. */
export function bareDomain(domain: string): string {
  return domain
    .replace(/^[A-Za-z]+:\/\//, '')
    .replace(/[/.]+$/, '')
    .toLowerCase();
}

/** A domain as an environment file takes it: a host, or the URL of a loopback host as it is. */
export function settingsDomain(given: string): string {
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])/.test(given) ? given : bareDomain(given);
}
