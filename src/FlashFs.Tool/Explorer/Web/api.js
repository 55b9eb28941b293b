// Asks the server. Addresses are relative to the page's own, so that the secret in it is never handled here.

export class Gone extends Error {}

async function get(path, signal) {
  const response = await fetch(path, { signal, headers: { Accept: "*/*" } });
  if (response.status === 404) throw new Gone("The image was replaced by another.");
  if (response.status === 422) {
    const problem = await response.json();
    throw new Error(`${problem.code}: ${problem.message}`);
  }
  if (!response.ok) throw new Error(`The explorer answered ${response.status}.`);
  return response;
}

export const images = async () => (await get("api/images")).json();

// A whole list, page by page; what there is so far is given to `more` after each.
export async function list(image, what, more) {
  const items = [];
  for (;;) {
    const page = await (await get(`api/${image.key}/${what}?from=${items.length}`)).json();
    for (const item of page.items) items.push(item);
    more?.(items, page.total);
    if (items.length >= page.total || page.items.length === 0) return items;
  }
}

export async function content(image, file, from, count, signal) {
  const response = await get(`api/${image.key}/content/${file.index}?from=${from}&count=${count}`, signal);
  return new Uint8Array(await response.arrayBuffer());
}

export const search = async (image, text, from, signal) =>
  (await get(`api/${image.key}/search?text=${encodeURIComponent(text)}&from=${from}`, signal)).json();

export const pictureAddress = (image, file) => `api/${image.key}/picture/${file.index}`;

export const downloadAddress = (image, file, stored) => `api/${image.key}/download/${file.index}${stored ? "?stored" : ""}`;
