/** For tests on the stage: they begin when it is set. */
const Environment = require('../jest/environment');
const { untilStageIsSet } = require('./stage-file');

module.exports = class extends Environment {
  async setup() {
    await super.setup();
    await untilStageIsSet();
  }
};
