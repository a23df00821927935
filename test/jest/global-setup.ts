import { FULL } from '../full';
import { preloadMoto } from '../moto/preloaded-moto';
import { lendProviders } from '../provider/lender';

/** In the full run Terraform starts its own provider each time, as it does for users. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([preloadMoto(), FULL ? undefined : lendProviders()]);
}
