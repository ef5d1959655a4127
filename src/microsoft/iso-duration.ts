const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * An ISO 8601 duration in whole days, rounded down, so that a limit is never overstepped. A year counts 365 days and
 * a month 30, as app management policies do.
 *
 * @returns undefined for text that is no duration
 */
export function isoDurationInDays(duration: string): number | undefined {
  const match = DURATION.exec(duration);
  if (match === null || /^P$|T$/.test(duration)) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const clock = hours / 24 + minutes / 1440 + seconds / 86_400;
  return Math.floor(years * 365 + months * 30 + weeks * 7 + days + clock);
}
