/** Words between the page and the little script in front of it that hands it its line to the kiosk (a MessagePort). */
export const askForLine = 'recepisse:ask-line';
export const handedLine = 'recepisse:line';
