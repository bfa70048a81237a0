// What the script of a page uses of this: bundled as one global, `picture`.
export { changeOf } from '../collapse.ts';
export { drawn } from '../draw.ts';
export { pictureOf } from '../layout.ts';
export { words } from '../words.ts';
