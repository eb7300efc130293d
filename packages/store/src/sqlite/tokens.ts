import { CredentialError, type Event, type Token, type Tokens } from "@rekey/core";
import { append } from "./audit.ts";
import { readBody } from "./body.ts";
import { instant, maybeInstant, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { tokenShape } from "./shape.ts";

/** Who may ask over HTTP: hashes, never what a bearer sends. */
export function tokens(ground: Ground): Tokens {
  const { sql, writer, look } = ground;
  return {
    addToken: (token, event) => writer.write(() => add(ground, token, event)),
    async token(id) {
      const row = look(() => sql("SELECT * FROM token WHERE id = ?").get(id));
      return row && tokenOf(row);
    },
    tokens: async () => look(() => sql("SELECT * FROM token ORDER BY created_at, id").all()).map(tokenOf),
    revokeToken: (id, event) => writer.write(() => revoke(ground, id, event)),
    noteToken: (id, usedAt) =>
      writer.writeInOrder(() => void sql("UPDATE token SET used_at = ? WHERE id = ?").run(usedAt.getTime(), id)),
  };
}

function add(ground: Ground, token: Token, event: Event): void {
  const { id, createdAt, expiresAt, revokedAt, usedAt, ...body } = token;
  ground.refuseWhenMoved();
  const put = `INSERT INTO token (id, body, created_at, expires_at, revoked_at, used_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`;
  const times = [createdAt, expiresAt, revokedAt, usedAt].map((at) => at?.getTime() ?? null);
  const { changes } = ground.sql(put).run(id, JSON.stringify(body), ...times);
  if (changes === 0) throw new CredentialError("ERR_DECLARATION", `token ${id} exists already`);
  append(ground, event);
}

function revoke(ground: Ground, id: string, event: Event): boolean {
  const now = event.at.getTime();
  ground.refuseWhenMoved();
  const end = "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL AND expires_at > ?";
  if (ground.sql(end).run(now, id, now).changes === 0) return false;
  append(ground, event);
  return true;
}

function tokenOf(row: Row): Token {
  const id = text(row, "id");
  return {
    id,
    ...readBody(text(row, "body"), tokenShape, `token ${id}`),
    createdAt: instant(row, "created_at"),
    expiresAt: instant(row, "expires_at"),
    revokedAt: maybeInstant(row, "revoked_at"),
    usedAt: maybeInstant(row, "used_at"),
  };
}
