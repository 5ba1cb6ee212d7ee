// Keeps all files of the page, so that it works offline; tools/playground/offline.py puts the list of them before this.
const { version, files } = self.__FILES__;
const CACHE = `playground-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("playground-") && name !== CACHE).map((name) => caches.delete(name)))),
  );
});

// Kept files first: each version has a cache of its own, and is complete in itself.
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(event.request, { ignoreSearch: true })).then((kept) => kept ?? fetch(event.request)));
});
