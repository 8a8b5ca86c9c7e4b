import PDFDocument from 'pdfkit';
import { neutralise } from '../escpos-text.ts';
import { canSet, fontFiles, type Weight } from './fonts.ts';
import { type ForeignText, pictureKey, type TextPicture } from './pictures.ts';

/** A4 portrait in points, with room for a hole punch on the left and the footer below. */
export const page = { width: 595.28, height: 841.89, left: 56, right: 48, top: 48, bottom: 58 } as const;
export const contentWidth = page.width - page.left - page.right;

export const ink = { text: '#000000', soft: '#404040', line: '#9a9a9a' } as const;

export interface TextLook {
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** `1b`: PDF/A-1b in PDF 1.4, as agencies take it; `3b`: PDF/A-3b, which carries files. */
export type ArchivalForm = '1b' | '3b';

export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  readonly keywords: string;
  readonly issuedAt: Date;
}

/** Extra space between lines of one paragraph, as a share of the letter size: easy to follow for a slow reader. */
const leading = 0.12;
export const bodySize = 11;

/**
 * Pages that fill from top to bottom. Everything is measured before it is drawn, so nothing overlaps and pdfkit never
 * breaks a page by itself. Texts that the font cannot set are drawn as pictures; those not given are listed in `foreign`.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly foreign = new Map<string, ForeignText>();
  readonly #pictures: ReadonlyMap<string, TextPicture>;
  y: number = page.top;

  constructor(info: SheetInfo, pictures: ReadonlyMap<string, TextPicture>, form: ArchivalForm = '3b') {
    this.#pictures = pictures;
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: form === '1b' ? '1.4' : '1.7',
      subset: form === '1b' ? 'PDF/A-1b' : 'PDF/A-3b',
      lang: 'fr-FR',
      displayTitle: true,
      font: fontFiles.regular,
      info: {
        Title: info.title,
        Subject: info.subject,
        Keywords: info.keywords,
        Author: 'Récépissé',
        Creator: 'Récépissé',
        CreationDate: info.issuedAt,
      },
    });
    for (const [name, file] of Object.entries(fontFiles)) this.doc.registerFont(name, file);
    this.newPage();
  }

  get bottom(): number {
    return page.height - page.bottom;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
  }

  /** Begins a new page unless `height` points are left on this one. */
  ensure(height: number): void {
    if (this.y + height > this.bottom && this.y > page.top) this.newPage();
  }

  skip(height: number): void {
    this.y += height;
  }

  /** Height in points that `text` takes in `width`. */
  heightOf(text: string, width: number, look: TextLook = {}): number {
    const { plain, size, picture } = this.#prepare(text, width, look);
    if (picture) return picture.height + size * leading;
    return this.doc.heightOfString(plain, setting(plain, { width, lineGap: size * leading }));
  }

  /** Draws text with its top left corner at x, y; gives its height. Moves nothing. */
  textAt(text: string, x: number, y: number, width: number, look: TextLook = {}): number {
    const { plain, size, picture } = this.#prepare(text, width, look);
    if (picture) {
      this.doc.markContent('Span', { actual: plain });
      this.doc.image(Buffer.from(picture.png), x, y, { width: picture.width, height: picture.height });
      this.doc.endMarkedContent();
      return picture.height + size * leading;
    }
    const options = { width, lineGap: size * leading, align: look.align ?? 'left' } as const;
    this.doc.fillColor(look.color ?? ink.text);
    this.doc.text(plain, x, y, setting(plain, options));
    return this.doc.heightOfString(plain, setting(plain, options));
  }

  /** A paragraph over the page's width, or indented; never torn by a page break. */
  paragraph(text: string, look: TextLook & { readonly indent?: number; readonly after?: number } = {}): void {
    const indent = look.indent ?? 0;
    const width = contentWidth - indent;
    this.ensure(this.heightOf(text, width, look));
    this.y += this.textAt(text, page.left + indent, this.y, width, look) + (look.after ?? 0);
  }

  /** A hair line over the page's width. */
  rule(): void {
    this.line(page.left, this.y, page.width - page.right);
  }

  line(fromX: number, y: number, toX: number, color: string = ink.line): void {
    this.doc.moveTo(fromX, y).lineTo(toX, y).lineWidth(0.6).strokeColor(color).stroke();
  }

  #prepare(text: string, width: number, { size = bodySize, weight = 'regular' }: TextLook) {
    const plain = neutralise(text);
    this.doc.font(weight).fontSize(size);
    if (canSet(this.doc, plain)) return { plain, size, picture: null };
    const foreign: ForeignText = { text: plain, weight, size, width };
    const key = pictureKey(foreign);
    this.foreign.set(key, foreign);
    // Until it is drawn, an empty place of one line holds it: the sheet is then laid out again.
    const picture = this.#pictures.get(key) ?? null;
    return { plain: picture ? plain : '', size, picture };
  }
}

/** Letters beyond Latin Extended-A and punctuation. */
const rareLetters = /[^\0-\u017f\u2000-\u22ff]/u;

/**
 * The font takes some letters apart (ị into i and a dot), and fontkit then forgets which letter they were: copied text
 * would lose the dot, and other words gain one. Such letters are set whole. A new object each time: fontkit writes into it.
 */
function setting<T extends object>(text: string, options: T): T {
  return rareLetters.test(text) ? Object.assign({}, options, { features: { ccmp: false } }) : options;
}
