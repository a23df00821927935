/** A vendor's profile as the rest of the project sees it; `vendors/*.yaml` holds them, `config/load.ts` reads them. */
export interface VendorProfile {
  readonly id: string;
  readonly name: string;
}
