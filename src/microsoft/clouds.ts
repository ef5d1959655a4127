/** The national clouds: where to sign in, where Graph is, where people click (facts: microsoft.md §3). */

const CLOUD_NAMES = ['global', 'usgov', 'usgov-dod', 'china'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

/** Addresses of one cloud. The sandbox has one of its own, which is why steps take it from the session. */
export interface Cloud {
  readonly name: CloudName | 'sandbox';
  /** For people: `Global`, `US Government (GCC High)`. Also what to choose in Jamf Pro's "Sovereign Cloud", by our best knowledge. */
  readonly title: string;
  /** Origin of the sign-in service, without a trailing slash. */
  readonly signIn: string;
  /** Origin of Microsoft Graph, without a trailing slash. */
  readonly graph: string;
  /** Origin of the Intune admin centre. */
  readonly intunePortal: string;
  /** Origin of the Azure portal. */
  readonly azurePortal: string;
}

export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  global: {
    name: 'global',
    title: 'Global',
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    intunePortal: 'https://intune.microsoft.com',
    azurePortal: 'https://portal.azure.com',
  },
  usgov: {
    name: 'usgov',
    title: 'US Government (GCC High)',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    intunePortal: 'https://intune.microsoft.us',
    azurePortal: 'https://portal.azure.us',
  },
  'usgov-dod': {
    name: 'usgov-dod',
    title: 'US Government (DoD)',
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    intunePortal: 'https://intune.microsoft.us',
    azurePortal: 'https://portal.azure.us',
  },
  china: {
    name: 'china',
    title: 'China (21Vianet)',
    signIn: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    intunePortal: 'https://intune.microsoftonline.cn',
    azurePortal: 'https://portal.azure.cn',
  },
};
