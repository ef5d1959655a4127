import { newSecret } from './secret-rotation/new-secret.ts';
import { oldSecret } from './secret-rotation/old-secret.ts';
import { secretHandover } from './secret-rotation/secret-handover.ts';
import { type ListedStep, listed } from './step.ts';

/** A new client secret without a moment in which Jamf Pro has none: both live until the new one is proved in use. */
export const SECRET_ROTATION: readonly ListedStep[] = [
  listed(newSecret),
  listed(secretHandover),
  listed(oldSecret),
];
