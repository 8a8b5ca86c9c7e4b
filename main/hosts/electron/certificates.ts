import type { App, Session } from 'electron';

/** net::ERR_FAILED's place in `setCertificateVerifyProc`: the certificate is refused. */
const refused = -2;

/** The page reaches no server, so no certificate is good, none of ours is shown, and no password is asked for. */
export function refuseCertificates(app: Pick<App, 'on'>, session: Session): void {
  session.setCertificateVerifyProc((_request, answer) => answer(refused));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
}
