import type {
  MediaAccessPermissionRequest,
  PermissionCheckHandlerHandlerDetails,
  PermissionRequest,
  Session,
} from 'electron';
import { isOwnOrigin } from './address.ts';

/** The camera's picture alone, for the page itself: a request that would hear too is refused whole. */
const isForCamera = (permission: string, details: PermissionRequest | MediaAccessPermissionRequest): boolean =>
  permission === 'media' &&
  details.isMainFrame &&
  'mediaTypes' in details &&
  details.mediaTypes?.length === 1 &&
  details.mediaTypes[0] === 'video' &&
  isOwnOrigin(details.securityOrigin);

/** The same where nothing is opened yet: whether it may, and whether cameras are told by their names. */
const isCameraCheck = (permission: string, asking: string, details: PermissionCheckHandlerHandlerDetails): boolean => {
  const { mediaType, securityOrigin, isMainFrame } = details;
  const isOurs = isOwnOrigin(asking) && isOwnOrigin(securityOrigin);
  return isOurs && permission === 'media' && mediaType === 'video' && isMainFrame;
};

/** Without these, Electron grants a page whatever it asks for (checklist 5). The kiosk's page asks for nothing, or where one is listed for its camera. */
export function settlePermissions(session: Session, camera: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(camera && isForCamera(permission, details)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, asking, details) => camera && isCameraCheck(permission, asking, details),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
}
