/** The one IPC message of this kiosk: a page's line, as a port and nothing else. */
export const lineChannel = 'line';
