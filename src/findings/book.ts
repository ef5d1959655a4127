/** PLACEHOLDER while the rooms are being built */
export const BOOK = {} as const;
export type FindingCode = `JI-${string}`;
