/** The formats in which a drift report is written to files, by the option that names the file. */
import { junitMark } from '../../../report/junit';
import { markdownMark } from '../../../report/markdown';
import type { ReportFormat } from '../../../report/report-file';
import { sarifMark } from '../../../report/sarif';
import { DRIFT, type Report } from './document';
import { DRIFT_PAGE_MARK, reportHtml } from './html';
import { reportJunit } from './junit';
import { reportMarkdown } from './markdown';
import { reportSarif } from './sarif';

export const DRIFT_FORMATS: Readonly<Record<'junit' | 'sarif' | 'markdown' | 'html', ReportFormat<Report>>> =
  {
    junit: { mark: junitMark(DRIFT), render: reportJunit },
    sarif: { mark: sarifMark(DRIFT), render: reportSarif },
    markdown: { mark: markdownMark(DRIFT), render: reportMarkdown },
    html: { mark: DRIFT_PAGE_MARK, render: reportHtml },
  };
