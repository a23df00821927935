/** In which a drift report is written to files, by the name of the option that asks for it. */
import { junitMark } from '../../../report/junit';
import { JUNIT_NAME, reportJunit } from './junit';
import { MARKDOWN_MARK, reportMarkdown } from './markdown';
import { reportSarif, SARIF_NAME } from './sarif';

export const DRIFT_FORMATS = {
  junit: { mark: junitMark(JUNIT_NAME), render: reportJunit },
  sarif: { mark: JSON.stringify(SARIF_NAME), render: reportSarif },
  markdown: { mark: MARKDOWN_MARK, render: reportMarkdown },
} as const;
