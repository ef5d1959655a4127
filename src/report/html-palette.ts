/** Colours of the page by what they mean. Every text colour is readable (4.5 to 1) on both backgrounds of its theme. */
export interface Palette {
  readonly page: string;
  /** Cards, tables, the drawing. */
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly link: string;
  readonly passed: string;
  readonly warning: string;
  readonly failed: string;
  readonly unknown: string;
}

export const LIGHT: Palette = {
  page: '#f4f5f8',
  surface: '#ffffff',
  text: '#171b26',
  quiet: '#555c6e',
  line: '#d9dde6',
  link: '#1d4fb8',
  passed: '#13693b',
  warning: '#8a4b00',
  failed: '#b3171f',
  unknown: '#555c6e',
};

export const DARK: Palette = {
  page: '#10131a',
  surface: '#181c26',
  text: '#e8ebf2',
  quiet: '#a2aabc',
  line: '#323949',
  link: '#8fb4ff',
  passed: '#5fd494',
  warning: '#f2b457',
  failed: '#ff8f8a',
  unknown: '#a2aabc',
};

/** The palette as custom properties of CSS: `--passed`, … */
export function asProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
