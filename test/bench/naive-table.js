// What `new --from` is measured beside: a loop that writes a file for each row of a table, safely, and judges nothing.
// node test/bench/naive-table.js <table.csv> <folder>
const { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('csv-parse/sync');
const { stringify } = require('yaml');

const [table, folder] = process.argv.slice(2);
for (const row of parse(readFileSync(table, 'utf8'), { columns: true })) {
  const file = join(folder, `${row.tenant}.yaml`);
  const handle = openSync(`${file}.new`, 'wx');
  writeFileSync(handle, stringify(row));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
}
