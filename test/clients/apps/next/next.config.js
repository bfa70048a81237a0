import { join } from 'node:path';

export default {
  // The packages are in the folder above.
  turbopack: { root: join(import.meta.dirname, '..') },
  experimental: { turbopackFileSystemCacheForBuild: false },
};
