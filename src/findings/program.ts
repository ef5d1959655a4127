import { type Entry, SOURCES } from './entry.ts';

/** What can go wrong on this computer: the network, inputs, the state file, secrets, the sandbox (JI-N3xx, JI-P5xx). */
export const PROGRAM = {
  'JI-N300': {
    title: 'The network is in the way',
    cause: 'The service could not be reached from this computer; see the text above',
    fix: ['Check the connection, the proxy (HTTPS_PROXY, NO_PROXY) and the certificates (--ca FILE)'],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P500': {
    title: 'Something unexpected happened',
    cause: 'This is a defect of this program, or an answer that nobody has seen before',
    fix: ['Run the command again with --debug and report what it prints'],
    certainty: 'possible',
    source: SOURCES.own,
  },
  'JI-P510': {
    title: 'The plan was declined',
    cause: 'The question was answered with no',
    fix: ['jamf-intune setup --plan  shows the plan and changes nothing'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P511': {
    title: 'The saved plan no longer fits',
    cause: 'The tenant changed since the plan was saved',
    fix: ['jamf-intune setup --plan --out FILE'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
