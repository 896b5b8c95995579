/** The assistant in a thread, with a language model that says what the test wants. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Server, temporaryFolder } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { healthmateClaims, Socket } from '../lib/healthmate.mjs';
import { DESK, DOCTOR, OTHER_DOCTOR } from '../lib/stage.mjs';
import { Changes } from '../lib/wait.mjs';

const KEY = 'sk-Sentinel-key';

/** A stub of an OpenAI-compatible endpoint that holds every request open until the test answers it. */
class Endpoint {
  #http = createServer((request, response) => this.#take(request, response));
  #waiting = [];
  #changes = new Changes();

  async #take(request, response) {
    const parts = await request.toArray();
    const body = JSON.parse(Buffer.concat(parts).toString());
    this.#waiting.push({ path: request.url, key: request.headers.authorization, body, response });
    this.#changes.announce();
  }

  async start() {
    await new Promise((done) => this.#http.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.#http.address().port}/v1`;
  }

  /** The next request, with the means to answer it. */
  async asked() {
    const call = await this.#changes.until(() => this.#waiting.shift(), { describe: () => 'no request' });
    const say = (text, finish) => {
      const choice = { index: 0, delta: { content: text }, finish_reason: finish ?? null };
      call.response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
    };
    return {
      ...call,
      begin: () => call.response.writeHead(200, { 'content-type': 'text/event-stream' }),
      say,
      end: () => call.response.end('data: [DONE]\n\n'),
    };
  }

  close() {
    this.#http.close();
    this.#http.closeAllConnections();
  }
}

const endpoint = new Endpoint();
let server;
let doctor;
let desk;

before(async () => {
  await endpoint.start();
  server = await Server.start({
    env: {
      CAREWIRE_ASSISTANT_URL: endpoint.url,
      CAREWIRE_ASSISTANT_KEY: KEY,
      CAREWIRE_ASSISTANT_MODEL: 'small',
      CAREWIRE_ASSISTANT_TIMEOUT: '20s',
    },
  });
  [doctor, desk] = await Promise.all([DOCTOR, DESK].map((who) => server.connect(STANDARD, who)));
});
after(async () => {
  endpoint.close();
  await server?.close();
});

async function newThread() {
  const thread = await server.api(DOCTOR).post('/api/threads', { memberIds: [DESK.user] });
  for (const client of [doctor, desk]) {
    assert.deepEqual(await client.request('message:join-thread', thread.id), [{ success: true }]);
  }
  return thread;
}

async function ask(thread, text) {
  const [answer] = await doctor.request('assistant:ask', { threadId: thread.id, text });
  assert.equal(answer.success, true, JSON.stringify(answer));
  return answer.messageId;
}

const inThread = (thread) => (body) => (body.threadId ?? body.message.threadId) === thread.id;
const from = (thread, sender) => ({ message }) => message.threadId === thread.id && message.sender === sender;
const bodies = async (thread) =>
  (await server.api(DESK).get(`/api/threads/${thread.id}/messages`)).items.map(({ body }) => body).reverse();

describe('the assistant', () => {
  test('answers before everybody’s eyes, and remembers what was said', async () => {
    const thread = await newThread();
    const questionId = await ask(thread, 'How long for Marker?');
    const call = await endpoint.asked();
    assert.equal(call.path, '/v1/chat/completions');
    assert.equal(call.key, `Bearer ${KEY}`);
    assert.equal(call.body.model, 'small');
    assert.deepEqual(call.body.messages.map(({ role }) => role), ['system', 'user']);

    const typing = await desk.next('message:typing', inThread(thread));
    assert.deepEqual(
      [typing.userId, typing.userName, typing.isTyping],
      ['ai_assistant', 'Assistant', true],
    );
    call.begin();
    call.say('Two ');
    const first = await desk.next('message:partial', inThread(thread));
    assert.deepEqual([first.delta, first.sequence], ['Two ', 1]);
    call.say('weeks 🏥.', 'stop');
    const second = await doctor.next('message:partial', (part) => part.sequence === 2);
    assert.equal(second.delta, 'weeks 🏥.');
    call.end();

    const { message } = await desk.next('message:new', from(thread, 'ai_assistant'));
    assert.equal(message.body, 'Two weeks 🏥.');
    assert.equal(message.id, first.messageId);
    assert.notEqual(message.id, questionId);
    assert.equal((await desk.next('message:typing', inThread(thread))).isTyping, false);

    await server.api(DESK).post(`/api/threads/${thread.id}/messages`, { body: 'Marker calls 555 0100' });
    await ask(thread, 'And then?');
    const next = await endpoint.asked();
    assert.deepEqual(
      next.body.messages.slice(1).map(({ content }) => content),
      ['How long for Marker?', 'Two weeks 🏥.', 'And then?'],
    );
    next.begin();
    next.say('Nothing.');
    next.end();
    await desk.next('message:new', from(thread, 'ai_assistant'));
  });

  test('says so when it fails, and takes back what it had begun', async () => {
    const thread = await newThread();
    await ask(thread, 'One');
    const refused = await endpoint.asked();
    refused.response.writeHead(503).end('busy');
    const { message: line } = await desk.next('message:new', from(thread, 'system'));
    assert.match(line.body, /refused/);

    await ask(thread, 'Two');
    const broken = await endpoint.asked();
    broken.begin();
    broken.say('Take 10');
    const part = await desk.next('message:partial', inThread(thread));
    broken.response.destroy();
    const withdrawn = await desk.next('message:withdrawn', inThread(thread));
    assert.equal(withdrawn.messageId, part.messageId);
    const { message: broke } = await desk.next('message:new', from(thread, 'system'));
    assert.match(broke.body, /broke off/);
    assert.deepEqual(await bodies(thread), ['One', line.body, 'Two', broke.body]);
  });

  test('writes one answer at a time and stops when a member says so', async () => {
    const thread = await newThread();
    await ask(thread, 'Tell me everything');
    const call = await endpoint.asked();
    call.begin();
    call.say('In the beginning');
    await desk.next('message:partial', inThread(thread));
    const [busy] = await desk.request('assistant:ask', { threadId: thread.id, text: 'And me?' });
    assert.equal(busy.code, 'CONFLICT');
    const hungUp = new Promise((done) => call.response.on('close', done));

    assert.deepEqual(await desk.request('assistant:cancel', { threadId: thread.id }), [{ success: true }]);

    await hungUp;
    await desk.next('message:withdrawn', inThread(thread));
    assert.match((await desk.next('message:new', from(thread, 'system'))).message.body, /stopped/);
  });

  test('is not there for others, nor for what is no question', async () => {
    const thread = await newThread();
    const stranger = await server.connect(STANDARD, OTHER_DOCTOR);
    for (const [client, argument, code] of [
      [stranger, { threadId: thread.id, text: 'Who is Marker?' }, 'NOT_FOUND'],
      [doctor, { threadId: 'unknown', text: 'Who is Marker?' }, 'NOT_FOUND'],
      [doctor, { threadId: thread.id, text: '' }, 'INVALID'],
      [doctor, { threadId: thread.id, text: 'x'.repeat(10_001) }, 'INVALID'],
      [doctor, { threadId: thread.id }, 'INVALID'],
      [doctor, 'hello', 'INVALID'],
    ]) {
      assert.equal((await client.request('assistant:ask', argument))[0].code, code);
    }
    assert.deepEqual(await bodies(thread), []);
  });
});

test('says so when the server stops in the middle of an answer', async () => {
  const data = await temporaryFolder();
  const settings = { data, env: { CAREWIRE_ASSISTANT_URL: endpoint.url, CAREWIRE_ASSISTANT_MODEL: 'small' } };
  try {
    const first = await Server.start(settings);
    const thread = await first.api(DOCTOR).post('/api/threads', {});
    const client = await first.connect(STANDARD, DOCTOR);
    const argument = { threadId: thread.id, text: 'How long?' };
    assert.equal((await client.request('assistant:ask', argument))[0].success, true);
    const call = await endpoint.asked();
    call.begin();
    call.say('Two');
    await first.close();

    const second = await Server.start({ ...settings, secret: first.secret });
    const { items } = await second.api(DOCTOR).get(`/api/threads/${thread.id}/messages`);
    await second.close();
    assert.deepEqual(items.map(({ sender }) => sender), ['system', DOCTOR.user]);
    assert.match(items[0].body, /^The assistant was interrupted/);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

test('without a model the system says so', async () => {
  const plain = await Server.start();
  try {
    const client = await plain.connect(STANDARD, DOCTOR);
    const thread = await plain.api(DOCTOR).post('/api/threads', {});
    await client.request('message:join-thread', thread.id);
    const [answer] = await client.request('assistant:ask', { threadId: thread.id, text: 'How long?' });
    assert.equal(answer.success, true);
    const { message } = await client.next('message:new', from(thread, 'system'));
    assert.match(message.body, /^The assistant is not configured/);
    assert.equal(message.senderFirstName, 'System');
  } finally {
    await plain.close();
  }
});

test('the assistant answers HealthMate’s users in their own conversation', async () => {
  const patient = new Socket(server.url, '/ws/chat');
  await patient.opened;
  await patient.next('connection_established');
  patient.say({ type: 'authenticate', token: server.sign(healthmateClaims({ user: 7 })) });
  await patient.next('authentication_success');
  patient.say({ type: 'chat_message', data: { message: 'Marker question' } });
  const sent = await patient.next('chat_message');
  await patient.next('typing_start');
  const { conversation_id: own } = await patient.next('message_sent');
  assert.deepEqual([sent.data.message, sent.data.sender, sent.data.conversation_id], ['Marker question', '7', own]);
  const call = await endpoint.asked();
  call.begin();
  call.say('Marker answer', 'stop');
  call.end();
  const { data: answer } = await patient.next('chat_message');
  assert.deepEqual(
    [answer.message, answer.sender, answer.conversation_id],
    ['Marker answer', 'ai_assistant', own],
  );
  await patient.next('typing_stop');

  patient.say({ type: 'chat_message', conversation_id: own, content: 'Marker again' });
  const again = await endpoint.asked();
  assert.deepEqual(again.body.messages.map(({ role }) => role), ['system', 'user', 'assistant', 'user']);
  again.begin();
  again.end();
  patient.close();
});
