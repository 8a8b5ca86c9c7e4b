// Entry of the drawing process: fontconfig is read once a process, so its configuration comes with the environment.
import { answerParent } from '../../../pages/asked-child.ts';
import type { PressRequest } from './press-messages.ts';
import { drawSheet } from './specimens/scan-look.ts';

answerParent((request) => {
  const { sheet, dpi, format } = request as PressRequest;
  return drawSheet(sheet, dpi, format);
});
