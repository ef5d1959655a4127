import type { NodeId } from './connection-map.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where things stand in a drawing. No line crosses another in either layout. */
export interface DrawingLayout {
  readonly id: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly label: { readonly width: number; readonly height: number };
  readonly nodes: Readonly<Record<NodeId, Point>>;
  /** How far along its line a label stands, where the middle is taken: `jamf-entra`. */
  readonly along: Readonly<Record<string, number>>;
}

/** For a screen of 700 pixels or more, and for paper. */
export const WIDE: DrawingLayout = {
  id: 'wide',
  width: 1000,
  height: 560,
  box: { width: 178, height: 68 },
  label: { width: 176, height: 44 },
  nodes: {
    admin: { x: 115, y: 70 },
    entra: { x: 885, y: 70 },
    jamf: { x: 270, y: 280 },
    intune: { x: 645, y: 280 },
    push: { x: 115, y: 490 },
    macs: { x: 885, y: 490 },
  },
  along: {},
};

/** For a telephone: the same map lying on its side. */
export const NARROW: DrawingLayout = {
  id: 'narrow',
  width: 400,
  height: 860,
  box: { width: 124, height: 62 },
  label: { width: 126, height: 42 },
  nodes: {
    admin: { x: 70, y: 50 },
    push: { x: 330, y: 50 },
    jamf: { x: 200, y: 240 },
    intune: { x: 200, y: 590 },
    entra: { x: 70, y: 800 },
    macs: { x: 330, y: 800 },
  },
  along: {
    'admin-entra': 0.36,
    'push-macs': 0.36,
    'jamf-intune': 0.26,
    'jamf-entra': 0.44,
    'macs-jamf': 0.66,
    'macs-intune': 0.45,
  },
};
