/** Forms of keys that services give out. */
const keyForms = [
  /^sk_(?:live|test)_\w{10,}/,
  /^(?:gh[pousr]_|github_pat_)\w{20,}/,
  /^xox[abprs]-[\w-]{10,}/,
  /^AKIA[A-Z0-9]{16}$/,
  /^AIza[\w-]{30,}$/,
  /^eyJ[\w-]{10,}\.[\w-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^(?:Bearer|Basic) [\w.~+/=-]{16,}$/,
  /^[a-z][a-z\d+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i,
];

/** Whether a string looks like a secret: a key by its form, or long and without any order. */
export function isSecretLike(text: string): boolean {
  return keyForms.some((form) => form.test(text)) || isRandom(text);
}

/** Whether a string is a URL of a host. */
export function isHostUrl(text: string): boolean {
  return /^(?:https?|wss?):\/\/[^\s/]+\.[^\s/]/i.test(text);
}

/** Long words of letters and digits in which nearly every character is another one. */
function isRandom(text: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,}$/.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const entropy = [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
  return entropy > (/^[0-9a-f]+$/i.test(text) ? 3 : 3.8);
}
