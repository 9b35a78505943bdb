// Reads signatures as JSON lines and prints for each what OpenSSL says: true, false, or null where it refuses the key.
import { createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";

// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), up to the key itself.
const PREFIX = Buffer.from("302a300506032b6570032100", "hex");

for await (const line of createInterface({ input: process.stdin })) {
  const { key, message, signature } = JSON.parse(line);
  let said = null;
  try {
    const der = Buffer.concat([PREFIX, Buffer.from(key, "hex")]);
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    said = verify(null, Buffer.from(message), publicKey, Buffer.from(signature, "hex"));
  } catch {
    // A key that it cannot read.
  }
  console.log(JSON.stringify(said));
}
