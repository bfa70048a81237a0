import { inflateRawSync } from 'node:zlib';

/** The files of a zip, by its directory at the end. Throws for a path that leads out of it. */
export function filesOfZip(zip: Buffer): Record<string, Buffer> {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0) throw new Error('no zip');
  const files: Record<string, Buffer> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place));
    const path = zip.subarray(at + 46, at + 46 + (name ?? 0)).toString();
    if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`a path out of the archive: ${path}`);
    const [size, local] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + size);
    if (!path.endsWith('/')) files[path] = zip.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content);
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
