/** Opens a page for the person. Rejects when no browser could be started; the caller then shows the address. */
export interface Browser {
  open(url: string): Promise<void>;
}
