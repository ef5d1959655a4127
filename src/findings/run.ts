import { type Entry, SOURCES } from './entry.ts';

/** What ends a run of this program before, at or after its plan (JI-P50x, JI-P51x). */
export const RUN = {
  'JI-P500': {
    title: 'Something unexpected happened',
    cause: 'This is a defect of this program, or an answer that nobody has seen before',
    fix: ['Run the command again with --debug and report what it prints'],
    certainty: 'possible',
    source: SOURCES.own,
  },
  'JI-P510': {
    title: 'Declined at the question',
    cause: 'The question whether to go on was answered with no; nothing was changed after it',
    fix: ['jamf-intune setup --plan  shows the plan and changes nothing'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P511': {
    title: 'The saved plan no longer fits',
    cause: 'The tenant, Jamf Pro or the inputs changed since the plan was saved',
    fix: ['jamf-intune setup --plan --out FILE  saves it anew'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P512': {
    title: 'Device Compliance cannot be set up by this program yet',
    cause: "It is not built in here; Jamf Pro's own wizard sets it up",
    fix: [
      'Jamf Pro > Settings > Global > Device Compliance',
      'jamf-intune setup --connection conditional-access  sets up the manual connection',
    ],
    certainty: 'certain',
    source: SOURCES.deviceCompliance,
  },
  'JI-P513': {
    title: 'The unsupported connection was declined',
    cause:
      'Microsoft has not supported the manual connection since 2025-01-31, and going on was answered with no',
    fix: [
      'Set up Device Compliance in Jamf Pro: Settings > Global > Device Compliance',
      'jamf-intune setup --acknowledge-unsupported  goes on all the same',
    ],
    certainty: 'certain',
    source: SOURCES.deviceCompliance,
  },
  'JI-P514': {
    title: 'The run was interrupted',
    cause: 'Ctrl-C was pressed, the terminal was closed, or the system ended the program',
    fix: ['jamf-intune setup  goes on from where it stopped'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P515': {
    title: 'What was taken away is still seen',
    cause: 'Microsoft shows a change late, or somebody has put it back',
    fix: ['jamf-intune disconnect  looks again and goes on'],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P525': {
    title: 'An answer could not be written to its file',
    cause: 'The folder does not exist, or you may not write there',
    fix: ['Give a file in a folder that you may write to: --output FILE'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P526': {
    title: 'The earlier answer could not be read',
    cause: 'There is no such file, or you may not read it',
    fix: ['jamf-intune doctor --json --output earlier.json  saves one'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
