import { preloadMoto } from '../moto/preloaded-moto';

export default preloadMoto;
