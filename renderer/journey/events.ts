import type { KioskState } from '../../shared/contract/kiosk.ts';
import type { ChannelId, EvidenceKind } from '../../shared/filing.ts';
import type { Answer } from './asks.ts';
import type { FindWay, ReadCode, ScannedPage, VisitEnding } from './state.ts';

/** Touches that find the way. */
export type GuideTouch =
  | { readonly type: 'start'; readonly language: string }
  | { readonly type: 'resume' }
  | { readonly type: 'drop' }
  | { readonly type: 'back' }
  | { readonly type: 'home' }
  | { readonly type: 'help' }
  | { readonly type: 'stop' }
  | { readonly type: 'stopConfirmed' }
  | { readonly type: 'languages' }
  | { readonly type: 'chooseLanguage'; readonly language: string }
  | { readonly type: 'closeOverlay' }
  | { readonly type: 'stillHere' }
  | { readonly type: 'retry' }
  | { readonly type: 'instead' }
  | { readonly type: 'agree' }
  | { readonly type: 'choose'; readonly need: 'find' | 'printOrCopy' | 'myReceipt' | 'letter' }
  | { readonly type: 'findBy'; readonly by: FindWay }
  | { readonly type: 'pickGroup'; readonly group: string }
  | { readonly type: 'words'; readonly words: string }
  | { readonly type: 'pickProcedure'; readonly id: string }
  | { readonly type: 'notListed' }
  | { readonly type: 'howTo' }
  | { readonly type: 'finish' }
  | { readonly type: 'staffDoor' }
  | { readonly type: 'leaveStaff' }
  | { readonly type: 'newVisit' };

/** Touches of the work itself. */
export type FilingTouch =
  | { readonly type: 'begin' }
  | { readonly type: 'printSheet' }
  | { readonly type: 'printLetter' }
  | { readonly type: 'fieldDone'; readonly value: string }
  | { readonly type: 'fieldSkip' }
  | { readonly type: 'scan' }
  | { readonly type: 'cancelScan' }
  | { readonly type: 'addPage' }
  | { readonly type: 'redoFrom'; readonly page: string }
  | { readonly type: 'documentDone' }
  | { readonly type: 'dayDone'; readonly date: string }
  | { readonly type: 'daySkip' }
  | { readonly type: 'dayKept' }
  | { readonly type: 'changeField'; readonly code: string }
  | { readonly type: 'changeDocument'; readonly code: string }
  | { readonly type: 'reviewDone' }
  | { readonly type: 'chooseChannel'; readonly channel: ChannelId }
  | { readonly type: 'record' }
  | { readonly type: 'seeReceipt' }
  | { readonly type: 'printAgain' }
  | { readonly type: 'printSheets' }
  | { readonly type: 'printPack' }
  | { readonly type: 'seeDates' }
  | { readonly type: 'lookUp'; readonly number: string }
  | { readonly type: 'askReprint' }
  | { readonly type: 'reprint' }
  | { readonly type: 'askPosted' }
  | { readonly type: 'showReceipt' }
  | { readonly type: 'readSlip' }
  | { readonly type: 'givePosted'; readonly reference: string }
  | { readonly type: 'keepSlip'; readonly kind: EvidenceKind }
  | { readonly type: 'printLatest' }
  | { readonly type: 'askCopy' }
  | { readonly type: 'copies'; readonly copies: number }
  | { readonly type: 'copy' };

/** What a finger does. Taken only where `offers` says so. */
export type Touch = GuideTouch | FilingTouch;

export type TouchName = Touch['type'];

/** What the kiosk and the visit tell, besides answers. */
export type Told =
  | { readonly type: 'connected'; readonly kiosk: KioskState }
  | { readonly type: 'disconnected' }
  | { readonly type: 'kioskChanged'; readonly kiosk: KioskState }
  | { readonly type: 'joined' }
  | { readonly type: 'visitLost' }
  | { readonly type: 'visitEnded'; readonly how: VisitEnding }
  | { readonly type: 'inactive'; readonly secondsLeft: number | null }
  | { readonly type: 'pageTaken'; readonly page: ScannedPage }
  | { readonly type: 'codeRead'; readonly page: string; readonly code: ReadCode }
  | { readonly type: 'scanProgress'; readonly page: number };

export type JourneyEvent = Touch | Told | Answer;
