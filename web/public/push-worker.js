// Shows what a push service brings, also while the page is closed, and opens the alert when somebody presses it. It holds
// nothing and asks for nothing else.

self.addEventListener('push', (event) => {
  let told = {};
  try {
    told = event.data?.json().notification ?? {};
  } catch {
    // A browser wants a notification for every push, also for one that cannot be read.
  }
  const title = told.title ?? 'keelwatch has news';
  const options = { body: told.body ?? '', data: { navigate: told.navigate ?? '/' } };
  if (typeof told.tag === 'string') Object.assign(options, { tag: told.tag, renotify: true });
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.navigate ?? '/', self.location.origin);
  // The page of another origin is opened as it is: the message says where the page is.
  event.waitUntil(self.clients.openWindow(url.href));
});
