/** A domain as it is compared: without protocol, closing slashes and dots, in lower case. */
export function bareDomain(domain: string): string {
  return domain
    .replace(/^[A-Za-z]+:\/\//, '')
    .replace(/[/.]+$/, '')
    .toLowerCase();
}
