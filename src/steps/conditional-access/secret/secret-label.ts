const PREFIX = 'jamf-intune ';

/** The display name of a secret made under this intent: the key by which a killed run finds it again (reliability.md §8). */
export function secretLabel(intentId: string): string {
  return `${PREFIX}${intentId.slice(0, 8)}`;
}

/** True for a secret that this program made, on whatever computer. */
export function isOurLabel(displayName: string | null): boolean {
  return displayName !== null && /^jamf-intune [0-9a-f]{8}$/.test(displayName);
}

/** The end of a secret's life: `months` after `now`, same day, cut to the month's last day where it has none. */
export function secretEnd(now: Date, months: number): Date {
  const end = new Date(now.getTime());
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, lastDay));
  return end;
}
