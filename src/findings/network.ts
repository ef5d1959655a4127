import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong on the way from this computer to the services (JI-N3xx). */
export const NETWORK = {
  'JI-N300': {
    title: 'The network is in the way',
    cause: 'The service could not be reached from this computer; see the text above',
    fix: ['Check the connection, the proxy (HTTPS_PROXY, NO_PROXY) and the certificates (--ca FILE)'],
    certainty: 'likely',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
