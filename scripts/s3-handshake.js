#!/usr/bin/env node
// The command line.
require('./compiled')('scripts/cli').start();
