import type { App, Session } from 'electron';

/** net::ERR_FAILED's place in `setCertificateVerifyProc`: the certificate is refused. */
const refused = -2;

/** The page reaches no server: no certificate is good. */
export function refuseCertificates(session: Session): void {
  session.setCertificateVerifyProc((_request, answer) => answer(refused));
}

/** Nor is one of ours shown, and no password is asked for. */
export function answerNoServer(app: Pick<App, 'on'>): void {
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
