export { isTmpfs, type VisitFolder, visitFolder } from '../../pages/tmpfs.ts';
