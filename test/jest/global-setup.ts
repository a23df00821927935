import { preloadMoto } from '../moto/preloaded-moto';
import { lendProviders } from '../provider/lender';

export default async function globalSetup(): Promise<void> {
  await Promise.all([preloadMoto(), lendProviders()]);
}
