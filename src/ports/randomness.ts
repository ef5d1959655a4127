/** Where new identifiers come from; handed in by `main.ts`, so that a transcript can be compared word by word. */
export interface Randomness {
  /** A random UUID (version 4), lower case. */
  uuid(): string;
}
