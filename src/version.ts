import packageFile from '../package.json' with { type: 'json' };

/** The version of the tool. */
export const { version } = packageFile;
