import type { Delivery } from "@rekey/core";

/** Fields are what a file may hold, by name, in the order they are written in. */
export type Fields = Readonly<Record<string, string>>;

/** What a delivery brings: who, what else a consumer needs, and the secret. What a kind says of the account never hides a field of ours. */
export function fieldsOf({ name, version, account, current }: Delivery): Fields {
  const id = current.id === undefined ? {} : { id: current.id };
  return { ...account, name, version: `${version}`, ...id, password: current.secret.reveal() };
}

/** The previous version too, for templates that ask for it: nobody else should keep a secret that is on its way out. Empty where there is none. */
export function everyFieldOf(delivery: Delivery): Fields {
  const { previous } = delivery;
  return {
    id: "",
    ...fieldsOf(delivery),
    previousId: previous?.id ?? "",
    previousPassword: previous?.secret.reveal() ?? "",
  };
}
