#!/usr/bin/env node
// The command line is TypeScript, taken as it is: nothing has to be built before it runs.
require('ts-node').register({ project: require('node:path').join(__dirname, '..', 'tsconfig.json') });
require('./cli').start();
