// The declarations of highlight.js bring those of browsers with them, in which half of the names of the language are taken.
declare module 'highlight.js' {
  /** What a grammar says of one thing that it finds. */
  interface Mode {
    className?: string;
    begin?: RegExp;
    end?: RegExp;
    keywords?: Record<string, string>;
    contains?: Mode[];
  }

  /** A grammar. */
  export type LanguageFn = () => Mode & { name: string; subLanguage?: string };
}

declare module 'highlight.js/lib/languages/*' {
  const grammar: () => { name: string };
  export default grammar;
}
