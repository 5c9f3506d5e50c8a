/** Chromium comes from the system (CHROMIUM_PATH): puppeteer must not fetch one of its own while npm installs. */
module.exports = { skipDownload: true };
