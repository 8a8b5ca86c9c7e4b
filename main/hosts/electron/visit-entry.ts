// Entry of a visit's process in the Electron host: its page and its pictures come on ports that were handed over.
import { dumpNoMemory } from '../../no-memory-dump.ts';
import { runVisitProcess } from '../../visits/visit-process.ts';
import { portOf } from './message-port.ts';
import { parentOfUtility } from './utility-parent.ts';
import { servePictures } from './visit-pictures.ts';

dumpNoMemory();
runVisitProcess(parentOfUtility(process.parentPort), (visit) => (_what, [contract, pictures]) => {
  if (!contract || !pictures) return;
  visit.connect(portOf(contract));
  servePictures(pictures, visit);
});
