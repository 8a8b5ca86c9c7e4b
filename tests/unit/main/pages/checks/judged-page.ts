import sharp from 'sharp';
import { checkPage } from '../../../../../main/pages/checks/check-page.ts';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import type { ImageRefusal } from '../../../../../main/pages/image-messages.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { type PageFacts, unknownFacts } from '../../../../../main/pages/page-facts.ts';
import type { PageGeometry } from '../../../../../main/pages/page-geometry.ts';
import { openPdf } from '../../../../../main/pages/pdf-document.ts';
import type { PageCheck } from '../../../../../shared/page-check.ts';
import { fail, ok, type Result } from '../../../../../shared/result.ts';
import { sample, sampleBytes } from '../samples.ts';
import { greyOfBytes, lyingStraight } from './grey-of-bytes.ts';

export interface GreyPage {
  readonly grey: GreyImage;
  readonly facts: PageFacts;
}

const open = new Map<string, ReturnType<typeof openPdf>>();
/** Opening a PDF counts and weighs all its pages: once is enough. */
function opened(file: string, folder: string): ReturnType<typeof openPdf> {
  const pdf = open.get(file) ?? openPdf(sample(file), { limits: defaultPageLimits, folder });
  open.set(file, pdf);
  return pdf;
}

/** One page (from 1) of a sample, as the kiosk decodes or draws it; why not, when it is not a whole file. */
export async function samplePage(file: string, page: number, folder: string): Promise<Result<GreyPage, ImageRefusal>> {
  if (!file.endsWith('.pdf')) {
    try {
      return ok({ grey: await greyOfBytes(sampleBytes(file)), facts: unknownFacts });
    } catch (error) {
      return fail({ code: 'damaged', detail: String(error) });
    }
  }
  const pdf = await opened(file, folder);
  if (!pdf.ok) return pdf;
  const drawn = await pdf.value.draw(page - 1);
  if (!drawn.ok) return drawn;
  const bytes = await sharp(drawn.value.file).png({ compressionLevel: 0 }).toBuffer();
  return ok({ grey: await greyOfBytes(bytes), facts: drawn.value.facts });
}

/** What is found on a page that lies straight, unless told. */
export const judge = ({ grey, facts }: GreyPage, lying: Partial<PageGeometry> = {}): readonly PageCheck[] =>
  checkPage(grey, facts, { ...lyingStraight, ...lying });
