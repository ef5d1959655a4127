/** What the guide needs of the clipboard. */
export interface ClipboardPort {
  /** Puts the text on the clipboard; `reason` says why it could not. Never rejects, never logs the text. */
  copy(text: string): Promise<{ readonly copied: boolean; readonly tool?: string; readonly reason?: string }>;
}
