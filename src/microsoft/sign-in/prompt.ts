/** What a person must see to sign in. */
export type SignInPrompt =
  /** `opened` is false when no browser could be started: then the address has to be opened by hand. */
  | { readonly kind: 'browser'; readonly url: string; readonly opened: boolean }
  | {
      readonly kind: 'device-code';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresAt: Date;
    };

export type ShowPrompt = (prompt: SignInPrompt) => void;
