/** Where on its way to Intune the simulated Jamf Pro was stopped. */
export type PartnerStage = 'tenant' | 'sign-in' | 'discovery' | 'intune';

/** Microsoft said no to the simulated Jamf Pro, or did not answer. */
export class PartnerRefusal extends Error {
  readonly stage: PartnerStage;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** Entra's number, for instance 7000215. */
  readonly entraCode: number | undefined;

  constructor(stage: PartnerStage, details: { readonly status?: number; readonly entraCode?: number } = {}) {
    super(`Refused at: ${stage}`);
    this.name = 'PartnerRefusal';
    this.stage = stage;
    this.status = details.status;
    this.entraCode = details.entraCode;
  }

  /** True when it is about who Jamf Pro is or what it may do, and not about the way there. */
  get unauthorized(): boolean {
    return this.stage === 'sign-in' || this.status === 401 || this.status === 403;
  }
}
