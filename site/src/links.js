// Links to the page: #kata=NAME&code=PAYLOAD&schedule=TOKEN, or #example=NAME, #repair=NAME or #own=program. The payload is the program, compressed by zlib, as base64
// for URLs without padding; harness/common/links.py reads and writes the same.
const LONGEST = 1_000_000; // bytes of a program

class TooLong extends Error {}

async function through(stream, bytes) {
  const chunks = [];
  let size = 0;
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(stream)) {
    size += chunk.length;
    if (size > LONGEST) throw new TooLong(`more than ${LONGEST.toLocaleString("en")} bytes of source`);
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

export async function encodeProgram(source) {
  const packed = await through(new CompressionStream("deflate"), new TextEncoder().encode(source));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export async function decodeProgram(payload) {
  if (!/^[A-Za-z0-9_-]+$/.test(payload)) throw new Error("not base64 for URLs");
  try {
    const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(await through(new DecompressionStream("deflate"), bytes));
  } catch (error) {
    if (error instanceof TooLong) throw error;
    throw new Error("cut off, or followed by other data"); // browsers have words of their own for it
  }
}

export async function linkTo({ kata = "", code = null, schedule = "" }, address = location.href.split("#")[0]) {
  const parts = [];
  if (kata) parts.push(`kata=${encodeURIComponent(kata)}`);
  if (code !== null) parts.push(`code=${await encodeProgram(code)}`);
  if (schedule) parts.push(`schedule=${encodeURIComponent(schedule).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@").replaceAll("%2C", ",").replaceAll("%3D", "=")}`);
  return `${address}#${parts.join("&")}`;
}

// Returns the parts of a fragment; throws if its program cannot be read.
export async function readLink(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const code = fields.get("code");
  return {
    kata: fields.get("kata") ?? "",
    example: fields.get("example") ?? "",
    repair: fields.get("repair") ?? "",
    own: fields.has("own"),
    code: code === null ? null : await decodeProgram(code).catch((error) => {
      throw new Error(`The program in this link cannot be read (${error.message}). Copy the whole link.`);
    }),
    schedule: fields.get("schedule") ?? "",
  };
}
