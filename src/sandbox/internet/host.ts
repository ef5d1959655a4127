/** One of the world's servers as the sandbox simulates it; which there are, the caller's catalogue says. */
export interface SimulatedHost {
  readonly host: string;
  readonly port: number;
  readonly owner: 'apple' | 'microsoft' | 'jamf';
  /** `courier`: Apple's push to devices; `push`: Apple's push for senders; `web`: HTTPS; `plain`: HTTP. */
  readonly speaks: 'courier' | 'push' | 'web' | 'plain';
  /** The name in its certificate. */
  readonly name: string;
  /** The organization whose authority signs that certificate. */
  readonly issuer: string;
}
