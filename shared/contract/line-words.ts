/** Words between the page and the little script in front of it that hands it its line to the kiosk (a MessagePort). */
export const askForLine = 'recepisse:ask-line';
export const handedLine = 'recepisse:line';

/** A last word on any of these ports before it is closed: not every browser tells the other end otherwise. */
export const hangUpWord = null;
