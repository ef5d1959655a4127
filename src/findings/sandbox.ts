import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with the simulated tenant and Jamf Pro (JI-P55x). */
export const SANDBOX = {
  'JI-P551': {
    title: "The sandbox's world cannot be used",
    cause: 'Its file is damaged, cannot be read, or another version wrote it',
    fix: ['jamf-intune sandbox reset  begins with a new one'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P552': {
    title: 'The sandbox has no such fault',
    cause: 'The name is mistyped; the message lists those that there are',
    fix: ['jamf-intune sandbox --fault wrong-secret'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P553': {
    title: 'A sandbox runs already',
    cause: 'One computer user runs one sandbox at a time, and another process has it',
    fix: ['Use it: jamf-intune setup --sandbox', 'Or end it with Ctrl-C where it runs'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
