/**
 * The page behind web.whatsapp.com in tests: the modules that whatsapp-web.js asks for, with the behaviour it relies on.
 * Runs in Chromium, knows nothing of Frontdesk; everything it hears comes from the stand-in server.
 */
(() => {
  const TOKEN = 'standin-token';
  const faults = window.__faults ?? {};

  // ---- small models, as far as the library looks at them ----------------------------------------------------------
  class Emitter {
    #listeners = new Map();
    on(names, run) {
      for (const name of names.split(' ')) this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), run]);
    }
    off(name, run) {
      const kept = (this.#listeners.get(name) ?? []).filter((one) => one !== run && one.wrapped !== run);
      this.#listeners.set(name, kept);
    }
    once(name, run) {
      const wrapper = (...args) => {
        this.off(name, wrapper);
        run(...args);
      };
      wrapper.wrapped = run;
      this.on(name, wrapper);
    }
    trigger(name, ...args) {
      for (const run of [...(this.#listeners.get(name) ?? [])]) run(...args);
    }
    listenerCount(name) {
      return (this.#listeners.get(name) ?? []).length;
    }
  }

  class Wid {
    constructor(text) {
      const at = text.indexOf('@');
      if (at < 0) throw new Error(`wid error: invalid wid ${text}`);
      this.user = text.slice(0, at);
      this.server = text.slice(at + 1);
      this._serialized = text;
    }
    isLid() {
      return this.server === 'lid';
    }
    isUser() {
      return this.server === 'c.us' || this.server === 'lid';
    }
    isGroup() {
      return this.server === 'g.us';
    }
    isStatus() {
      return this._serialized === 'status@broadcast';
    }
    isNewsletter() {
      return this.server === 'newsletter';
    }
    toString() {
      return this._serialized;
    }
    toJid() {
      return this._serialized.replace('@c.us', '@s.whatsapp.net');
    }
  }
  const createWid = (value) => (value instanceof Wid ? value : new Wid(value?._serialized ?? String(value)));
  const hex = (bytes) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))].map((one) => one.toString(16).padStart(2, '0')).join('');

  class MsgKey {
    constructor({ from, to, id, selfDir, participant }) {
      this.fromMe = selfDir === 'out';
      this.remote = this.fromMe ? to : from;
      this.id = id;
      if (participant) this.participant = participant;
      this._serialized = [
        this.fromMe,
        this.remote._serialized,
        id,
        ...(participant ? [participant._serialized] : []),
      ].join('_');
    }
    static async newId() {
      return `3EB0${hex(9).toUpperCase()}`;
    }
  }

  class Model extends Emitter {
    constructor(attributes) {
      super();
      Object.assign(this, attributes);
    }
    serialize() {
      return { ...this };
    }
    unsafe() {
      return this;
    }
  }
  class MsgModel extends Model {
    constructor(attributes) {
      super(attributes);
      for (const hidden of ['mediaData', 'bytes'])
        Object.defineProperty(this, hidden, { value: attributes[hidden], writable: true, enumerable: false });
    }
    msgContextInfo() {
      return {
        quotedMsg: { type: this.type, body: this.body },
        quotedStanzaID: this.id.id,
        quotedParticipant: this.from,
      };
    }
    async downloadMedia() {
      this.mediaData.mediaStage = 'RESOLVED';
    }
  }
  class ChatModel extends Model {
    constructor(attributes) {
      super(attributes);
      Object.defineProperty(this, 'msgs', { value: new Collection(MsgModel), enumerable: false });
    }
    serialize() {
      return { ...this, msgs: this.msgs.getModelsArray().map((msg) => msg.id._serialized) };
    }
  }
  class Collection extends Emitter {
    models = new Map();
    constructor(modelClass) {
      super();
      this.modelClass = modelClass;
    }
    get(id) {
      return this.models.get(id?._serialized ?? String(id));
    }
    async find(id) {
      return this.get(id);
    }
    getModelsArray() {
      return [...this.models.values()];
    }
    add(model) {
      this.models.set(model.id._serialized, model);
      this.trigger('add', model);
      return model;
    }
    remove(model) {
      this.models.delete(model.id._serialized);
      this.trigger('remove', model);
    }
    set(model, property, value) {
      const before = model[property];
      model[property] = value;
      for (const target of [model, this]) target.trigger(`change:${property}`, model, value, before);
      for (const target of [model, this]) target.trigger('change', model);
    }
    async getMessagesById(ids) {
      return { messages: ids.map((id) => this.get(id)).filter(Boolean) };
    }
  }

  // ---- what the phone account knows ------------------------------------------------------------------------------
  const Socket = new Emitter();
  Object.assign(Socket, { state: 'OPENING', hasSynced: false });
  const setState = (state) => {
    Socket.state = state;
    Socket.trigger('change:state', Socket, state);
  };
  const Cmd = new Emitter();
  const Conn = Object.assign(new Emitter(), { ref: undefined, platform: 'smba', pushname: undefined });
  Conn.serialize = () => ({ platform: Conn.platform, pushname: Conn.pushname, ref: Conn.ref });
  const Msg = new Collection(MsgModel);
  const Chat = new Collection(ChatModel);
  const Contact = new Collection(Model);
  const phoneOf = new Map(); // lid -> phone
  const lidOf = new Map(); // phone -> lid
  let me = {};
  let progress = 0;
  let token = localStorage.getItem(TOKEN) ?? undefined;
  const pageToken = token ?? hex(8);

  const up = async (type, fields = {}) => {
    const body = JSON.stringify({ type, token: pageToken, ...fields });
    return await (await fetch('/standin/up', { method: 'POST', body })).json();
  };

  function chatAt(wid) {
    const known = Chat.get(wid);
    if (known) return known;
    const chat = new ChatModel({
      id: wid,
      formattedTitle: wid.user,
      unreadCount: 0,
      t: 0,
      archive: false,
      isLocked: false,
      mute: { expiration: 0 },
    });
    Chat.add(chat);
    if (!Contact.get(wid))
      Contact.add(new Model({ id: wid, name: wid.user, pushname: wid.user, isContactBlocked: false }));
    return chat;
  }

  /** A message of the server's telling becomes part of the account; only a new one counts as arriving. */
  function receive(given, isNewMsg) {
    const from = createWid(given.from);
    const to = createWid(given.to ?? (from.isLid() ? me.lid : me.pn));
    const chatWid = given.fromMe ? to : from;
    if (given.lidOf) {
      phoneOf.set(given.from, createWid(given.lidOf));
      lidOf.set(given.lidOf, createWid(given.from));
    }
    const id = new MsgKey({
      from,
      to,
      id: given.id,
      selfDir: given.fromMe ? 'out' : 'in',
      ...(given.author ? { participant: createWid(given.author) } : {}),
    });
    if (Msg.get(id._serialized)) return;
    const media = given.media && {
      directPath: `/media/${given.id}`,
      mimetype: given.media.mimetype,
      filename: given.media.filename,
      size: given.media.size ?? given.media.bytes.length,
      caption: given.media.caption,
      filehash: 'h',
      encFilehash: 'e',
      mediaKey: 'k',
      mediaKeyTimestamp: given.t,
      mediaData: { mediaStage: 'INIT' },
      bytes: given.media.bytes,
    };
    const msg = new MsgModel({
      id,
      from,
      to,
      type: given.type ?? 'chat',
      body: given.body,
      t: given.t,
      ack: 1,
      notifyName: given.notifyName,
      isNewMsg: given.type === 'call_log' ? undefined : isNewMsg, // whatsapp-web.js #3564
      star: false,
      ...(given.author ? { author: createWid(given.author) } : {}),
      ...(given.quoted ? { quotedMsg: { type: 'chat', body: '' }, quotedStanzaID: given.quoted } : {}),
      ...(given.location
        ? { type: 'location', lat: given.location.lat, lng: given.location.lng, loc: given.location.loc }
        : {}),
      ...(given.fields ?? {}),
      ...(media || {}),
    });
    const chat = chatAt(chatWid);
    chat.msgs.add(msg);
    chat.t = given.t;
    chat.lastReceivedKey = id;
    Msg.add(msg);
    if (!given.fromMe) Chat.set(chat, 'unreadCount', chat.unreadCount + 1);
  }

  async function sync(twice) {
    while (!faults.syncWithoutWaiting && Socket.listenerCount('change:hasSynced') === 0)
      await new Promise((done) => setTimeout(done, 20));
    Socket.hasSynced = true;
    Socket.trigger('change:hasSynced', Socket, true);
    if (twice) Socket.trigger('change:hasSynced', Socket, true);
  }

  function paired(told) {
    token = pageToken;
    localStorage.setItem(TOKEN, token);
    me = { pn: createWid(told.me.pn), lid: createWid(told.me.lid) };
    Conn.pushname = told.me.name;
    if (Socket.state === 'UNPAIRED') setState('PAIRING');
    for (const message of told.history) receive(message, false);
    setState('CONNECTED');
    progress = 100;
    Cmd.trigger('offline_progress_update_from_bridge');
    void sync(told.syncTwice);
  }

  const heard = {
    ref: ({ ref }) => {
      Conn.ref = ref;
      if (Socket.state !== 'UNPAIRED') setState('UNPAIRED');
      Conn.trigger('change:ref', Conn, ref);
    },
    paired,
    message: ({ message }) => receive(message, true),
    ack: ({ id, ack }) => {
      const msg = Msg.getModelsArray().find((one) => one.id.id === id);
      if (msg) Msg.set(msg, 'ack', ack);
    },
    state: ({ state }) => setState(state),
    again: ({ message }) => {
      const known = Msg.getModelsArray().find((one) => one.id.id === message.id);
      if (known) Msg.models.delete(known.id._serialized);
      receive(message, true);
    },
    reaction: ({ reaction: { from, to, emoji, id, t } }) => {
      const parent = Msg.getModelsArray().find((one) => one.id.id === to)?.id;
      const [wid, own] = [createWid(from), from === me.pn._serialized];
      const key = new MsgKey({ from: wid, to: me.pn, id, selfDir: own ? 'out' : 'in' });
      const row = { id: own ? { ...key, remote: parent?.remote } : key, reactionParentKey: parent, from: wid };
      modules.WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert([
        { ...row, reactionText: emoji, reactionTimestamp: t * 1000, read: false, ack: 1 },
      ]);
    },
    call: ({ call }) => {
      const { calls } = modules.WAWebCallCollection;
      calls.set(call.id, { ...call, peerJid: createWid(call.from), outgoing: false });
    },
    decrypted: ({ id, body }) => {
      const msg = Msg.getModelsArray().find((one) => one.id.id === id);
      Msg.set(msg, 'body', body);
      Msg.set(msg, 'type', 'chat');
    },
    edit: ({ id, body }) => {
      const msg = Msg.getModelsArray().find((one) => one.id.id === id);
      Msg.set(msg, 'body', body);
    },
    deaf: () => {
      Msg.trigger = () => {};
    },
    'forget-chat': ({ chatId }) => void Chat.models.delete(chatId),
    reload: () => location.reload(),
    logout: () => {
      localStorage.removeItem(TOKEN);
      Cmd.trigger('logout');
      setTimeout(() => location.assign('/?post_logout=1&logout_reason=0'), 50);
    },
  };

  // ---- modules ---------------------------------------------------------------------------------------------------
  async function deliver(chat, msg) {
    try {
      const quoted = msg.quotedStanzaID;
      const { ok, hold } = await up('send', {
        id: msg.id.id,
        to: chat.id._serialized,
        body: msg.body,
        kind: msg.type,
        quoted,
      });
      if (hold) return { messageSendResult: 'OK' }; // the server took it, its acknowledgement never comes
      Msg.set(msg, 'ack', ok ? 1 : -1);
      return { messageSendResult: ok ? 'OK' : 'ERROR_UNKNOWN' };
    } catch {
      return { messageSendResult: 'ERROR_NETWORK' };
    }
  }
  const chatState = (state) => async (wid) => void (await up('chatstate', { chat: wid._serialized, state }));
  const bytes32 = new Uint8Array(32).fill(7);
  const modules = {
    WAWebSocketModel: {
      Socket: Object.assign(Socket, {
        async logout() {
          await up('logout');
          localStorage.removeItem(TOKEN);
        },
        takeover() {},
      }),
    },
    WAWebCmd: { Cmd: Object.assign(Cmd, { refreshQR: () => void up('refresh-ref') }) },
    WAWebConnModel: { Conn },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => progress } },
    WAWebAltDeviceLinkingApi: {
      setPairingType() {},
      async initializeAltDeviceLinking() {},
      startAltLinkingFlow: async () => 'ABCD1234',
    },
    WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
    WAWebAdvSignatureApi: {},
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: bytes32 } }) } },
    WAWebSignalStoreApi: {
      waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: bytes32 } }) },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'adv-secret' },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.pn, getMaybeMeLidUser: () => me.lid },
    WAWebCollections: { Msg, Chat, Contact, Blocklist: new Collection(Model), BusinessProfile: new Collection(Model) },
    WAWebSyncGatingUtils: {},
    WAWebCallCollection: { on() {}, calls: new Map() },
    WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert() {} } },
    WALinkify: {
      findLink: (text) => (/https?:\/\/\S+/.exec(text ?? '') ? { href: /https?:\/\/\S+/.exec(text)[0] } : null),
      findLinks: (text) => [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href })),
    },
    WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow: createWid },
    WAWebFindChatAction: {
      async findOrCreateLatestChat(wid) {
        const { exists, throws } = await up('exists', { wid: wid._serialized });
        if (throws) throw new Error('No LID for user');
        return exists ? { chat: chatAt(wid) } : undefined;
      },
    },
    WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
    WAWebUpdateUnreadChatAction: {
      async sendSeen({ chat }) {
        if (chat.unreadCount > 0) Chat.set(chat, 'unreadCount', 0);
        await up('seen', { chat: chat.id._serialized });
      },
    },
    WAWebChatGetters: {
      getIsNewsletter: (chat) => chat.id.isNewsletter(),
      getIsBroadcast: (chat) => chat.id.isStatus(),
    },
    WAWebMsgKey: MsgKey,
    WAWebMsgReply: { canReplyMsg: () => true },
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebSendMsgChatAction: {
      addAndSendMsgToChat(chat, data) {
        const msg = new MsgModel(data);
        chat.msgs.add(msg);
        chat.t = msg.t;
        Msg.add(msg);
        return [Promise.resolve(msg), deliver(chat, msg)];
      },
    },
    WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
    WAWebChatStateBridge: {
      sendChatStateComposing: chatState('composing'),
      sendChatStateRecording: chatState('recording'),
      sendChatStatePaused: chatState('paused'),
    },
    WAWebPresenceChatAction: { sendPresenceAvailable() {}, sendPresenceUnavailable() {} },
    WAWebContactGetters: {
      getIsMe: () => false,
      getIsUser: () => true,
      getIsGroup: () => false,
      getIsWAContact: () => true,
      getUserid: (contact) => contact.id.user,
      getVerifiedName() {},
      getVerifiedLevel() {},
      getStatusMute: () => false,
      getName: (contact) => contact.name,
      getShortName: (contact) => contact.name,
      getPushname: (contact) => contact.pushname,
      getIsEnterprise: () => false,
    },
    WAWebFrontendContactGetters: { getIsMyContact: () => false },
    WAWebApiContact: {
      getAlternateUserWid: (wid) => (wid.isLid() ? phoneOf.get(wid._serialized) : lidOf.get(wid._serialized)),
      getCurrentLid: (wid) => lidOf.get(wid._serialized),
      getPhoneNumber: (wid) => phoneOf.get(wid._serialized),
    },
    WAWebQueryExistsJob: {
      async queryWidExists(wid) {
        const { exists } = await up('exists', { wid: wid._serialized });
        return exists ? { wid } : null;
      },
    },
    WAWebChatLoadMessages: { loadEarlierMsgs: async () => [] },
    WAWebDownloadManager: {
      downloadManager: {
        async downloadAndMaybeDecrypt({ directPath }) {
          const msg = Msg.getModelsArray().find((one) => one.directPath === directPath);
          return new Uint8Array(msg.bytes).buffer;
        },
      },
    },
    WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  };
  window.required = new Set();
  window.require = (name) => {
    window.required.add(name);
    if (name in modules) return modules[name];
    throw new Error(`Requiring unknown module "${name}"`);
  };
  window.Debug = { VERSION: '2.3000.1099999999' };

  if (faults.reloadOnceAfterMs !== undefined && !sessionStorage.getItem('reloaded')) {
    sessionStorage.setItem('reloaded', '1');
    setTimeout(() => location.reload(), faults.reloadOnceAfterMs);
    if (faults.silentBeforeReload) return;
  }
  if (faults.neverConnects) return;
  const down = new EventSource(`/standin/down?token=${pageToken}`);
  down.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    heard[told.type](told);
  };
})();
