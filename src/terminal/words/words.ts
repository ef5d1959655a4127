/** Phrases that more than one rendering uses; said the same everywhere. */
export const SANDBOX = 'sandbox: nothing real is touched';
export const NOTHING_CHANGED_YET = 'nothing is changed yet';
export const PLAN_EXTENDED = 'more is needed than was planned';
export const NOTHING_TO_DO = 'nothing to do';
export const NOTHING_CHANGED = 'Nothing was changed.';
export const DESTROYS = 'what is there now is lost';
export const THAT_IS_ALL = 'that is all';

/** Longest text of an event that is shown: sign-in addresses run to 1,000 characters and are never cut. */
export const LONGEST_TEXT = 4000;
export const CHANGED_AND_KEPT = 'Changed, and kept:';
/** The name of a person at this very screen; whoever has it draws the guide themselves. */
export const HERE = 'you';
export const SECRET_HIDDEN = 'hidden';
