/** Property tests ask the same of every change; the full tests ask anew each time and so find what nobody thought of. */
import { configureGlobal } from 'fast-check';
import { FULL } from './full';

if (!FULL) configureGlobal({ seed: 20261123 });
