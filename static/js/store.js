// What this device keeps for later (IndexedDB), read by the worker and by the page without a network.
// An item: { id, key, kind, title, url, lang, fields: [[name, text | {name, type, data}]], size, who, at, state, words, tried }.
// state: "waiting", "refused" (words says why), "sign-in", "other" (another person is signed in), "mine" (nobody was known when it
// was written: who signs in must say that it is hers). `held` is when a person began to change it: it is not sent meanwhile.
const ask = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

let opened;
function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open("agraw", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("facts");
    };
    request.onsuccess = () => {
      // Emptied under us at sign-out: the next question opens it again.
      request.result.onclose = () => { opened = undefined; };
      request.result.onversionchange = () => { request.result.close(); opened = undefined; };
      done(request.result);
    };
    request.onerror = () => { opened = undefined; fail(request.error); };
  });
  return opened;
}

const store = async (name, mode) => (await open()).transaction(name, mode).objectStore(name);

export const items = async () => ask((await store("items", "readonly")).getAll());
export const put = async (item) => ask((await store("items", "readwrite")).put(item));
export const drop = async (id) => ask((await store("items", "readwrite")).delete(id));
export const fact = async (name) => ask((await store("facts", "readonly")).get(name));
export const learn = async (name, value) => ask((await store("facts", "readwrite")).put(value, name));

export const HOLD = 30 * 60_000; // ms for which an item that is being changed is not sent
export const isHeld = (item) => Boolean(item.held) && Date.now() - item.held < HOLD;
