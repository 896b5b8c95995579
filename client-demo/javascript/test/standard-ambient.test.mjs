/** Recordings put into writing while they go on, by an endpoint that does what the test wants. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape, isoNow } from '../lib/shape.mjs';
import { DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';
import { Changes } from '../lib/wait.mjs';

const KEY = 'sk-Sentinel-key';

/** A stub of an OpenAI-compatible endpoint that holds every request open until the test answers it. */
class Endpoint {
  #http = createServer((request, response) => this.#take(request, response));
  #waiting = [];
  #changes = new Changes();

  async #take(request, response) {
    const form = await new Response(Buffer.concat(await request.toArray()), {
      headers: { 'content-type': request.headers['content-type'] },
    }).formData();
    const file = form.get('file');
    this.#waiting.push({
      path: request.url,
      key: request.headers.authorization,
      model: form.get('model'),
      type: file.type,
      sound: Buffer.from(await file.arrayBuffer()).toString('latin1'),
      response,
    });
    this.#changes.announce();
  }

  async start() {
    await new Promise((done) => this.#http.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.#http.address().port}/v1`;
  }

  /** The next request, with the means to answer it. */
  asked() {
    return this.#changes.until(() => this.#waiting.shift(), { describe: () => 'no request' });
  }

  close() {
    this.#http.close();
    this.#http.closeAllConnections();
  }
}

const endpoint = new Endpoint();
let server;
let doctor;

before(async () => {
  await endpoint.start();
  server = await Server.start({
    env: {
      CAREWIRE_AMBIENT_URL: endpoint.url,
      CAREWIRE_AMBIENT_KEY: KEY,
      CAREWIRE_AMBIENT_MODEL: 'whisper-test',
      AMBIENT_LIVE_TRANSCRIBE_MIN_INTERVAL_MS: '50',
    },
  });
  doctor = await server.connect(STANDARD, DOCTOR);
});
after(async () => {
  await server?.close();
  endpoint.close();
});

async function recordingOf(who) {
  const patient = await newPatient(server.api(who));
  return server.api(who).post('/api/ambient/recordings', { patientId: patient._id, encounterId: 'enc-1' });
}

const piece = (recording, chunkIndex, sound) => ({
  recordingId: recording.id,
  chunkIndex,
  mimeType: 'audio/ogg',
  data: Buffer.from(sound, 'latin1'),
});

test('what is said is told to who recorded it, piece by piece', async () => {
  const recording = await recordingOf(DOCTOR);
  doctor.emit('ambient:join', { recordingId: recording.id });
  assertShape(await doctor.next('ambient:joined'), { recordingId: recording.id, joinedAt: isoNow });

  doctor.emit('ambient:audio-chunk', piece(recording, 0, 'one'));
  const first = await endpoint.asked();
  assert.equal(first.path, '/v1/audio/transcriptions');
  assert.equal(first.key, `Bearer ${KEY}`);
  assert.equal(first.model, 'whisper-test');
  assert.equal(first.type, 'audio/ogg');
  assert.equal(first.sound, 'one');
  doctor.emit('ambient:audio-chunk', piece(recording, 1, 'two'));
  assert.deepEqual(await doctor.request('ambient:audio-chunk', piece(recording, 2, 'three')), [{ success: true }]);
  first.response.end(JSON.stringify({ text: 'Sentinel itches.', segments: [{ avg_logprob: 0 }] }));
  assertShape(await doctor.next('ambient:transcript'), {
    recordingId: recording.id,
    chunkIndex: 0,
    text: 'Sentinel itches.',
    confidence: 1,
    receivedAt: isoNow,
    source: 'live',
  });

  const second = await endpoint.asked();
  assert.equal(second.sound, 'twothree');
  doctor.emit('ambient:recording-complete', { recordingId: recording.id });
  assertShape(await doctor.next('ambient:recording-completed'), { recordingId: recording.id, completedAt: isoNow });
  second.response.end(JSON.stringify({ text: 'For two weeks.' }));
  assertShape(await doctor.next('ambient:transcript'), {
    recordingId: recording.id,
    chunkIndex: 2,
    text: 'For two weeks.',
    receivedAt: isoNow,
    source: 'live',
  });

  const [late] = await doctor.request('ambient:audio-chunk', piece(recording, 3, 'four'));
  assert.equal(late.code, 'CONFLICT');
  doctor.emit('ambient:leave', { recordingId: recording.id });
  assertShape(await doctor.next('ambient:left'), { recordingId: recording.id, leftAt: isoNow });
});

test('an endpoint that fails or breaks off is told as it is, and nothing is made up', async () => {
  const recording = await recordingOf(DOCTOR);
  await doctor.request('ambient:join', { recordingId: recording.id });

  doctor.emit('ambient:audio-chunk', piece(recording, 0, 'one'));
  (await endpoint.asked()).response.writeHead(503).end();
  const refused = await doctor.next('ambient:error');
  assert.equal(refused.recordingId, recording.id);
  assert.equal(refused.code, 'REFUSED');
  assert.match(refused.message, /up to piece 0 is not in writing/);

  doctor.emit('ambient:audio-chunk', piece(recording, 1, 'two'));
  const broken = await endpoint.asked();
  broken.response.writeHead(200, { 'content-length': '100' });
  broken.response.write('{"text":"Sen', () => broken.response.destroy());
  assert.equal((await doctor.next('ambient:error')).code, 'BROKEN');

  doctor.emit('ambient:audio-chunk', piece(recording, 2, 'three'));
  (await endpoint.asked()).response.end('<html>');
  assert.equal((await doctor.next('ambient:error')).code, 'GARBAGE');
});

test('a recording is for who began it alone', async () => {
  const recording = await recordingOf(DOCTOR);
  for (const who of [NURSE, OTHER_DOCTOR]) {
    const other = await server.connect(STANDARD, who);
    other.emit('ambient:join', { recordingId: recording.id });
    assert.deepEqual(await other.next('ambient:error'), {
      recordingId: recording.id,
      message: 'recording not found',
      code: 'NOT_FOUND',
    });
    other.emit('ambient:audio-chunk', piece(recording, 0, 'one'));
    assert.equal((await other.next('ambient:error')).message, 'recording: not joined');
  }
});
