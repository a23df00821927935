import { readFileSync, writeFileSync } from 'node:fs';
import { resultsPage } from './test/bench/results-table';
writeFileSync('test/bench/README.md', resultsPage(JSON.parse(readFileSync('test/bench/results.json', 'utf8'))));
