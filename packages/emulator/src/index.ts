export type { AccountStatus, InstanceStatus } from "./dcs/instance.ts";
export type { AccountView, Address, Emulator } from "./emulator.ts";
export type { Fault } from "./faults/fault.ts";
export type { Seen } from "./gateway/seen.ts";
export type { MeetingView, MemberView } from "./meeting/behind.ts";
export type { Mail } from "./meeting/state.ts";
export type { EmulatorEvent, Options, SeenLogin } from "./options.ts";
export { createEmulator } from "./start.ts";
export { readWorld, type World } from "./world.ts";
