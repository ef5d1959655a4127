/** A page of Jamf Pro's console. The routes are documented nowhere and may move, so the way by clicks goes with each. */
export interface ConsolePage {
  readonly url: string;
  readonly clicks: readonly string[];
}

/** Facts: jamf.md §12, taken from 11.31. */
const PAGES = {
  'conditional-access': {
    route: '/ConditionalAccess.html',
    clicks: ['Settings', 'Global', 'Conditional Access', 'macOS Intune Integration'],
  },
  'device-compliance': {
    route: '/view/settings/global-management/conditional-access/device-compliance',
    clicks: ['Settings', 'Global', 'Device Compliance'],
  },
  'api-roles-and-clients': {
    route: '/view/settings/system-settings/api-roles-and-clients',
    clicks: ['Settings', 'System', 'API roles and clients'],
  },
  'cloud-services': {
    route: '/view/settings/global-management/cloud-hosted-services',
    clicks: ['Settings', 'Global', 'Cloud services connection'],
  },
  'change-management-logs': {
    route: '/changeManagementLogs.html',
    clicks: ['Settings', 'System', 'Change Management', 'Logs'],
  },
  notifications: { route: '/notifications.html', clicks: ['Notifications (bell, top right)'] },
} as const;

export type ConsolePageName = keyof typeof PAGES;

/** @param origin of the Jamf Pro server, without a trailing slash */
export function consolePage(origin: string, name: ConsolePageName): ConsolePage {
  const { route, clicks } = PAGES[name];
  return { url: origin + route, clicks };
}
