import { type Clock, Secret } from "@rekey/core";
import type { Agenda } from "../agenda.ts";
import { idOf } from "../dcs/instance.ts";
import { type Misses, none } from "../dcs/misses.ts";
import type { MeetingWorld } from "./world.ts";

/** A Person is one member as it stands. */
export interface Person {
  readonly id: string;
  readonly account: string;
  readonly userId: string | undefined;
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly adminType: 0 | 1 | 2;
  readonly status: 0 | 1;
  password: Secret;
  /** Those before it, oldest first. */
  readonly previous: Secret[];
  changedAtMs: number | undefined;
  misses: Misses;
  readonly tokens: Token[];
}

/** A Token is one login; it is forgotten when it ends, and remembered while somebody pushed it out. */
export interface Token {
  readonly access: string;
  readonly refresh: string;
  readonly clientType: number;
  readonly endsMs: number;
  readonly refreshEndsMs: number;
  isPushedOut: boolean;
}

/** A Screen is one device's account. */
export interface Screen {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly type: string;
  code: Secret;
  isBound: boolean;
}

/** A Mail is what somebody got by mail or short message. */
export interface Mail {
  readonly to: string;
  /** Whose: a member's or screen's account, a terminal's serial number. */
  readonly of: string;
  readonly secret: Secret;
}

/** An Enterprise is all of Meeting that a world has, as it stands. */
export interface Enterprise {
  readonly world: MeetingWorld;
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly people: Person[];
  readonly screens: Screen[];
  /** When each terminal's code was reset. */
  readonly terminals: Map<string, number[]>;
  readonly mails: Mail[];
}

/** Makes an enterprise of a world's description. It has a default administrator, whoever else is in it. */
export function openEnterprise(world: MeetingWorld, agenda: Agenda, clock: Clock): Enterprise {
  const hasAdmin = world.members.some(({ adminType }) => adminType === 0);
  const admin = { account: "admin", password: new Secret(idOf("admin")), adminType: 0, status: 0 } as const;
  return {
    world,
    agenda,
    clock,
    people: [...world.members, ...(hasAdmin ? [] : [admin])].map(personOf),
    screens: world.screens.map((screen) => ({ ...screen, id: idOf("screen", screen.account) })),
    terminals: new Map(world.terminals.map(({ sn }) => [sn, []])),
    mails: [],
  };
}

type Given = Pick<Person, "account" | "password" | "adminType" | "status"> & {
  [K in "userId" | "name" | "email" | "phone"]?: string | undefined;
};

/** A member as it is on its first day. */
export function personOf({ account, userId, name = account, email, phone, ...rest }: Given): Person {
  const { password, adminType, status } = rest;
  const known = { id: idOf("member", account).replaceAll("-", ""), account, userId, name, email, phone };
  return { ...known, password, adminType, status, previous: [], changedAtMs: undefined, misses: none, tokens: [] };
}

export function findPerson({ people }: Enterprise, account: string | undefined): Person | undefined {
  return people.find((person) => person.account.toLowerCase() === account?.toLowerCase());
}

export function findScreen({ screens }: Enterprise, account: string | undefined): Screen | undefined {
  return screens.find((screen) => screen.account.toLowerCase() === account?.toLowerCase());
}
