/** A property is tried a few times for each change, and is not made small where it fails: that it fails is all that counts. */
import { configureGlobal, readConfigureGlobal } from 'fast-check';

configureGlobal({ ...readConfigureGlobal(), numRuns: 25, endOnFailure: true });
