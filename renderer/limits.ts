/** Times of the page, each with its reason. */
export const pageLimits = {
  /** A kiosk that restarts is back within seconds; asked for once a second. */
  reconnectAfterMs: 1_000,
  /** A feeder of a hundred pages at 6 s a page. The visit's process has its own, shorter deadlines for every device. */
  visitCallTimeoutMs: 600_000,
  /** A finger is told to the visit at most this often; the visit ends after 120 s without one. */
  stillHereEveryMs: 5_000,
  /** Time to read that everything is erased, and to take one's papers. */
  goodbyeMs: 20_000,
  /** The staff's door without a touch: whoever knocked has gone. */
  doorMs: 30_000,
} as const;
