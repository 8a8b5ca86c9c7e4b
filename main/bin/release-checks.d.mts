type Environment = Readonly<Record<string, string | undefined>>;
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly seccomp: number;
  readonly words: readonly string[];
}
export interface PackedRun {
  readonly env: Environment;
  readonly withinMs?: number;
  readonly look?: (pid: number) => readonly string[];
}
export function releaseEnvironment(env: Environment): Environment;
export function compareFuses(printed: string, wanted: Readonly<Record<string, boolean>>): string[];
export function processesBelow(pid: number): SeenProcess[];
export function sandboxFaults(pid: number): string[];
export function packedFaults(binary: string, own: readonly string[], run: PackedRun): Promise<string[]>;
