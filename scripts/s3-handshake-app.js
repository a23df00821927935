#!/usr/bin/env node
// cdktf's app of a project: `"app": "npx --no-install s3-handshake-app"` in its cdktf.json.
require('./compiled')('stacks/app');
