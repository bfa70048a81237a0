/** Why a file cannot be read, as the end of a sentence about it. */
export interface Unread {
  why: string;
  hint?: string | undefined;
}
