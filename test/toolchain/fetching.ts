/** Fetches Terraform from a publisher that is played here, into a project of its own for each test. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEvent } from '../../toolchain/event';
import { FetchError } from '../../toolchain/fetch-error';
import { TERRAFORM } from '../../toolchain/publisher';
import { fetchTerraform } from '../../toolchain/terraform';
import { type PlayedPublisher, playedTerraform, playPublisher, zipOf } from './played-publisher';

export interface Fetching {
  readonly publisher: PlayedPublisher;
  /** Empty before each test. */
  readonly project: string;
  /** What was said in the last fetch. */
  readonly lines: string[];
  fetch(env?: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string>;
  failureOf(env?: NodeJS.ProcessEnv): Promise<FetchError>;
}

/** Registers what comes before and after each test. The fields can be read within tests only. */
export function fetching(): Fetching {
  let publisher: PlayedPublisher;
  let project: string;
  const lines: string[] = [];
  beforeAll(async () => {
    publisher = await playPublisher();
  });
  afterAll(() => publisher.close());
  beforeEach(() => {
    publisher.faults.clear();
    publisher.asked.length = 0;
    lines.length = 0;
    publisher.release(TERRAFORM, zipOf('terraform', playedTerraform()));
    project = mkdtempSync(join(tmpdir(), 'handshake-fetch-'));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const fetch = (env: NodeJS.ProcessEnv = {}, signal = new AbortController().signal): Promise<string> =>
    fetchTerraform(project, {
      env: { PATH: process.env.PATH, ...publisher.env, ...env },
      signal,
      onEvent: (event) => lines.push(describeEvent(event)),
    });
  return {
    get publisher() {
      return publisher;
    },
    get project() {
      return project;
    },
    lines,
    fetch,
    async failureOf(env) {
      const error = await fetch(env).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(FetchError);
      return error as FetchError;
    },
  };
}

export function expectNothingLeft(project: string): void {
  expect(readdirSync(project)).toEqual([]);
}

/** What is wrong, and two ways out. */
export function expectOneUsefulLine({ message }: Error): void {
  expect(message).not.toContain('\n');
  expect(message).toMatch(/^Terraform 1\.11\.4 is not fetched: /);
  expect(message).toContain('install Terraform 1.10 or later yourself (https://');
  expect(message).toContain('HANDSHAKE_TERRAFORM_RELEASES names a mirror');
}

/** Archives that are what the publisher has signed. */
