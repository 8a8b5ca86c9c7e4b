import { randomBytes } from 'node:crypto';
import { type CheckName, concernsOf, type PageVerdict, verdictOf } from '../../shared/page-check.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import type { Core } from '../filings/core.ts';
import { newFilingId } from '../filings/prepare.ts';
import { buildSealer, filingKeyBytes, type Sealer } from '../filings/vault.ts';
import { checkTwice, repeatedPage } from '../pages/checks/twice.ts';
import { buildImageWorker, type ImageWorker } from '../pages/image-worker.ts';
import { intake } from '../pages/intake.ts';
import type { PageLimits } from '../pages/limits.ts';
import { buildPageSealer, type DraftPage } from './draft-page.ts';
import type { DocumentSource, FilingRequest } from './filing-request.ts';
import { type Pages, scanPages } from './scan-pages.ts';

export interface DraftDocument {
  readonly code: string;
  readonly pages: readonly DraftPage[];
}

/** A filing being put together: every page sealed, nothing recorded. It is dropped whole or prepared whole. */
export interface Draft {
  readonly id: string;
  readonly filingKey: Uint8Array;
  readonly sealer: Sealer;
  readonly documents: readonly DraftDocument[];
}

/** What the checks say of one page, counted from 1 in its document: a person at the desk decides what becomes of it. */
export interface PageJudgement {
  readonly document: string;
  readonly page: number;
  readonly verdict: PageVerdict;
  /** The weightiest first. */
  readonly concerns: readonly CheckName[];
}

/** A draft, and what was found on its pages. */
export interface CollectedDraft extends Draft {
  readonly judgements: readonly PageJudgement[];
}

export interface DraftParts {
  readonly core: Core;
  /** null when no document is asked from a scanner. */
  readonly scanner: Scanner | null;
  readonly pageLimits: PageLimits;
  readonly documentPages: number;
  readonly filingPages: number;
  /** The visit's folder on tmpfs. */
  readonly visitFolder: string;
}

/** Takes every page of every document, each sealed as soon as it is accepted. A fault drops the whole draft. */
export async function collectDraft(request: FilingRequest, parts: DraftParts): Promise<Result<CollectedDraft, Fault>> {
  const { core } = parts;
  const filingKey = new Uint8Array(randomBytes(filingKeyBytes));
  const id = newFilingId(core);
  const sealer = buildSealer(filingKey, id);
  const documents: DraftDocument[] = [];
  const judgements: PageJudgement[] = [];
  const fingerprints: Uint8Array[] = [];
  const pageSealer = buildPageSealer(core.vault, sealer);
  const worker = buildImageWorker({ limits: parts.pageLimits });
  const drop = (fault: Fault): { ok: false; fault: Fault } => {
    filingKey.fill(0);
    core.vault.shred(id);
    return fail(fault);
  };
  try {
    let total = 0;
    for (const { code, source } of request.documents) {
      const pages: DraftPage[] = [];
      for await (const taken of takePages(source, parts, worker)) {
        if (!taken.ok) {
          const { code: fault, message } = taken.fault;
          return drop({ code: fault, message: `Document "${code}", after ${pages.length} good pages: ${message}` });
        }
        total++;
        if (pages.length >= parts.documentPages) {
          return drop({
            code: 'too-many-pages',
            message: `A document has at most ${parts.documentPages} pages. Split "${code}".`,
          });
        }
        if (total > parts.filingPages) {
          return drop({
            code: 'too-many-pages',
            message: `A filing has at most ${parts.filingPages} pages. File it in parts.`,
          });
        }
        const sealed = pageSealer.page(taken.value);
        if (!sealed.ok) return drop(sealed.fault);
        pages.push(sealed.value.page);
        const { checks, fingerprint } = taken.value;
        const all = [...checks, checkTwice(repeatedPage(fingerprint, fingerprints) >= 0)];
        fingerprints.push(fingerprint);
        judgements.push({ document: code, page: pages.length, verdict: verdictOf(all), concerns: concernsOf(all) });
      }
      if (pages.length === 0) {
        return drop({
          code: 'empty-document',
          message: `No page came for the document "${code}". Put the paper in and try again.`,
        });
      }
      documents.push({ code, pages });
    }
    return ok({ id, filingKey, sealer, documents, judgements });
  } finally {
    worker.close();
  }
}

function takePages(source: DocumentSource, parts: DraftParts, worker: ImageWorker): Pages {
  const { pageLimits: limits, visitFolder: folder, scanner } = parts;
  if (source.kind === 'files') return intake(source.files, { limits, folder, worker });
  return scanner === null ? noScanner() : scanPages(source.pages, { ...parts, scanner }, worker);
}

async function* noScanner(): Pages {
  yield fail({ code: 'no-scanner', message: 'No scanner is named. Give --scanner, or files.' });
}
