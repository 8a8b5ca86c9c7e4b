/** The name of a device that nobody named: its printer is disconnected, its scanner and A4 printer are not there. */
export const noDevice = 'none:';
