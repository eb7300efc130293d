// Written by `pnpm generate` from the kinds' schemas, by nobody else.

import * as pulumi from "@pulumi/pulumi";
import { DeclaredResource } from "../declare/resource.ts";

/** When rotations may begin that nobody asked for. */
export interface RotateWindow {
  /** A cron expression of five fields, such as `0 3 * * 6`. */
  cron: pulumi.Input<string>;
  /** How long it stays open, such as `4h`. */
  for: pulumi.Input<string>;
  /** An IANA time zone, such as `Europe/Berlin`; UTC where absent. */
  zone?: pulumi.Input<string | undefined>;
}

/** When no rotation begins. */
export interface RotateBlackout {
  /** A date (`2026-12-20`) or an instant with its offset (`2026-12-20T18:00:00+01:00`). */
  from: pulumi.Input<string>;
  /** A date (`2026-12-20`) or an instant with its offset (`2026-12-20T18:00:00+01:00`). A date is the whole day, an instant is excluded. */
  to: pulumi.Input<string>;
  /** An IANA time zone, such as `Europe/Berlin`; UTC where absent. */
  zone?: pulumi.Input<string | undefined>;
}

/** When it is rotated: `every: 30d`, or `cron` with a `zone`. */
export interface Rotate {
  /** The time between two rotations, such as `30d`. */
  every?: pulumi.Input<string | undefined>;
  /** A cron expression of five fields, such as `0 3 * * 6`. */
  cron?: pulumi.Input<string | undefined>;
  /** An IANA time zone, such as `Europe/Berlin`; UTC where absent. */
  zone?: pulumi.Input<string | undefined>;
  /** Unasked rotations begin in one of these alone. */
  windows?: pulumi.Input<pulumi.Input<RotateWindow>[] | undefined>;
  /** No rotation begins in one of these. */
  blackouts?: pulumi.Input<pulumi.Input<RotateBlackout>[] | undefined>;
  /** Each rotation is owed up to this much later, never earlier. */
  jitter?: pulumi.Input<string | undefined>;
}

/** A group of which no two begin a rotation within an offset, such as `{ group: frontends, offset: 10m }`. */
export interface Stagger {
  /** What it is called: a name like those of credentials. */
  group: pulumi.Input<string>;
  /** How far apart any two of it begin, such as `10m`. */
  offset: pulumi.Input<string>;
}

/** What every resource takes beside its account. */
export interface DeclarationArgs {
  /** The operator's connection through which it is rotated. */
  connection: pulumi.Input<string>;
  /** When it is rotated: `every: 30d`, or `cron` with a `zone`. */
  rotate: pulumi.Input<Rotate>;
  /** The operator's sinks that get each new secret; none where absent. */
  deliver?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** How long the previous secret stays valid where the service has two, such as `1h`; not at all where absent. */
  grace?: pulumi.Input<string | undefined>;
  /** Who is asked before a rotation that disturbs a person or a device: nobody (`auto`) or a person, who approves each (`person`, also where absent). */
  approval?: pulumi.Input<"auto" | "person" | undefined>;
  /** How often a login looks whether the secret in force is still accepted, such as `12h`, or `off`; once a day where absent, for kinds with a login. */
  heartbeat?: pulumi.Input<string | undefined>;
  /** What follows where the service refuses the secret in force: people are told (`report`, also where absent), or it is rotated (`rotate`). */
  drift?: pulumi.Input<"report" | "rotate" | undefined>;
  /** A group of which no two begin a rotation within an offset, such as `{ group: frontends, offset: 10m }`. */
  stagger?: pulumi.Input<Stagger | undefined>;
  /** The declaration's name; the resource's where absent. Unique over all declarations of a daemon. */
  name?: pulumi.Input<string | undefined>;
  /** Takes over a declaration of this name that another owner has, or nobody; refused where absent. */
  adopt?: pulumi.Input<boolean | undefined>;
  /** What becomes of the declaration when the resource is deleted: it keeps being rotated, without an owner (`retain`, also where absent), or is forgotten (`forget`): nothing changes at the service or in sinks, and it is rotated no more. */
  deletionPolicy?: pulumi.Input<"retain" | "forget" | undefined>;
  /** Forgets it even where nobody knows which of two secrets is in force. */
  force?: pulumi.Input<boolean | undefined>;
  /** How long to wait for the first secret to be in force, such as `2m`; not at all where absent. */
  waitForReady?: pulumi.Input<string | undefined>;
}

/** A Declaration is what every kind's resource has in common. */
export abstract class Declaration extends DeclaredResource {
  /** The operator's connection through which it is rotated. */
  declare readonly connection: pulumi.Output<pulumi.Unwrap<DeclarationArgs["connection"]>>;
  /** When it is rotated: `every: 30d`, or `cron` with a `zone`. */
  declare readonly rotate: pulumi.Output<pulumi.Unwrap<DeclarationArgs["rotate"]>>;
  /** The operator's sinks that get each new secret; none where absent. */
  declare readonly deliver: pulumi.Output<pulumi.Unwrap<DeclarationArgs["deliver"]>>;
  /** How long the previous secret stays valid where the service has two, such as `1h`; not at all where absent. */
  declare readonly grace: pulumi.Output<pulumi.Unwrap<DeclarationArgs["grace"]>>;
  /** Who is asked before a rotation that disturbs a person or a device: nobody (`auto`) or a person, who approves each (`person`, also where absent). */
  declare readonly approval: pulumi.Output<pulumi.Unwrap<DeclarationArgs["approval"]>>;
  /** How often a login looks whether the secret in force is still accepted, such as `12h`, or `off`; once a day where absent, for kinds with a login. */
  declare readonly heartbeat: pulumi.Output<pulumi.Unwrap<DeclarationArgs["heartbeat"]>>;
  /** What follows where the service refuses the secret in force: people are told (`report`, also where absent), or it is rotated (`rotate`). */
  declare readonly drift: pulumi.Output<pulumi.Unwrap<DeclarationArgs["drift"]>>;
  /** A group of which no two begin a rotation within an offset, such as `{ group: frontends, offset: 10m }`. */
  declare readonly stagger: pulumi.Output<pulumi.Unwrap<DeclarationArgs["stagger"]>>;
  /** The declaration's name; the resource's where absent. Unique over all declarations of a daemon. */
  declare readonly name: pulumi.Output<string>;
  /** Takes over a declaration of this name that another owner has, or nobody; refused where absent. */
  declare readonly adopt: pulumi.Output<pulumi.Unwrap<DeclarationArgs["adopt"]>>;
  /** What becomes of the declaration when the resource is deleted: it keeps being rotated, without an owner (`retain`, also where absent), or is forgotten (`forget`): nothing changes at the service or in sinks, and it is rotated no more. */
  declare readonly deletionPolicy: pulumi.Output<pulumi.Unwrap<DeclarationArgs["deletionPolicy"]>>;
  /** Forgets it even where nobody knows which of two secrets is in force. */
  declare readonly force: pulumi.Output<pulumi.Unwrap<DeclarationArgs["force"]>>;
  /** How long to wait for the first secret to be in force, such as `2m`; not at all where absent. */
  declare readonly waitForReady: pulumi.Output<pulumi.Unwrap<DeclarationArgs["waitForReady"]>>;
}
