/** Whether this session has a screen to show a window on: X or Wayland. */
export const hasDisplay = ({ DISPLAY, WAYLAND_DISPLAY }: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
