const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long something took: `0.4 s`, `12.3 s`, from a minute on `1:05`. */
export function duration(milliseconds: number): string {
  // The last 50 milliseconds of a minute would be rounded to `60.0 s`.
  return milliseconds < MINUTE - 50 ? `${(milliseconds / SECOND).toFixed(1)} s` : elapsed(milliseconds);
}

/** A running clock: `0:42`, `12:07`, `1:00:00`. */
export function elapsed(milliseconds: number): string {
  const total = Math.floor(milliseconds / SECOND);
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

/** `1 step`, `3 steps`; an irregular plural is given. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

/** A moment for a person, to the minute and with its zone: `2026-11-23 09:41 UTC`; text that is no date stays. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long ago something was, in its largest unit: `4 minutes ago`, `3 days ago`. */
export function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return 'less than a minute ago';
  if (minutes < 120) return `${count(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}
