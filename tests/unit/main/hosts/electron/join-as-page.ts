import { handedLines } from '../../../../../renderer/handed-lines.ts';
import type { Lines } from '../../../../../renderer/transport.ts';
import { type Client, connect } from '../../../../../shared/contract/connect.ts';
import { kioskContract } from '../../../../../shared/contract/kiosk.ts';
import { visitContract } from '../../../../../shared/contract/visit.ts';
import type { StandInPage } from './stand-in/page.ts';

/** A page as the renderer is one: its lines, and the contracts over them. */
export interface ElectronPage {
  readonly lines: Lines;
  readonly core: Client<typeof kioskContract>;
  readonly behind: StandInPage;
  visit(ticket: string): Client<typeof visitContract>;
}

export function joinAsPage(behind: StandInPage): ElectronPage {
  const lines = handedLines(behind.window);
  return {
    lines,
    behind,
    core: connect(kioskContract, lines.kiosk()),
    visit: (ticket) => connect(visitContract, lines.visit(ticket)),
  };
}
