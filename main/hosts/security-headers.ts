/** What a page may use of the machine: nothing; its own camera where one is listed. Nobody ever hears what is said at a desk. */
const permissions = (camera: '()' | '(self)'): string =>
  `camera=${camera}, microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()`;

/** Nothing but our own files, nothing framed, nothing kept. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "worker-src 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': permissions('()'),
};

/** The same for the files of a page that takes pictures. What it shows of its camera is no fetch: the policy above lets in nothing more. */
export const cameraHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  'Permissions-Policy': permissions('(self)'),
};
